// Package figure turns typed series into shapes to draw: numbers, no markup.
package figure
