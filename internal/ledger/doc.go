// Package ledger remembers what was published.
package ledger
