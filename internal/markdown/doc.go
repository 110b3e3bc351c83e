// Package markdown is our dialect of Markdown.
package markdown
