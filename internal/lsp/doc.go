// Package lsp answers an editor while the author types.
package lsp
