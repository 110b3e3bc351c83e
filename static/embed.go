// Package static holds the default theme's stylesheets, icon and script.
package static

import "embed"

// FS is the files by the names that templates give to the function asset.
//
//go:embed style.css code.css figure.css register.css icon.svg page.js
var FS embed.FS
