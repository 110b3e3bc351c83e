// Package templates holds the default theme's templates.
package templates

import "embed"

// FS is base.html, layouts/ and partials/.
//
//go:embed base.html layouts/*.html partials/*.html
var FS embed.FS
