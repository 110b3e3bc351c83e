// Package static holds the default theme's stylesheet and icon.
package static

import "embed"

// FS is the files by the names that templates give to the function asset.
//
//go:embed style.css icon.svg
var FS embed.FS
