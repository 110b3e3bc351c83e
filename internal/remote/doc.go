// Package remote holds what a server sends against what was published.
//
// It is the one room that opens connections to others, and only where the user named the address. It asks as a
// reader's browser does, so a cache that is behind the server is seen as readers see it; but it asks for bytes
// that are not compressed, and runs nothing.
package remote
