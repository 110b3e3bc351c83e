// Package site is one microsite, with every name bound.
package site
