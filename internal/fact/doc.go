// Package fact is the sheet: what a site may state, and who says so.
package fact
