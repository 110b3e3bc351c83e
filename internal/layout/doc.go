// Package layout turns a view into HTML.
package layout
