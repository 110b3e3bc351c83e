// Package starter holds the sites that the command init begins with.
package starter

import "embed"

// FS is example/, a small site that shows what there is, and bare/, one that says nothing yet. Both are whole but
// for the ledger, which init records, and their schemas, which it prints.
//
//go:embed example bare
var FS embed.FS
