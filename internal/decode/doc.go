// Package decode reads authors' YAML strictly, keeping places, and prints the schema of what it reads.
package decode
