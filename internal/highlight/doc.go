// Package highlight colours source code.
package highlight
