// Package share draws the cards that stand for a page or a figure elsewhere.
//
// A card is a PNG of 1200 by 630 pixels in the look of the pages: paper, ink, and the T, one title over two
// columns. Its bytes depend on its words alone. Colours come from a palette of ramps from paper to each ink,
// so that drawing is a matter of storing levels, and files stay small.
package share
