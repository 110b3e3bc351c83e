// Package ledger remembers what was published.
//
// The file content/ledger.yaml holds the state last recorded, item by item, the visible digits that no fact
// prints, page by page, and the changes, oldest first. A hash is the first 16 hexadecimal digits of a
// SHA-256: 64 bits, so that a line stays short enough to read. They tell two texts of one author apart for
// certain; they are no seal against a forger, who could write a whole new history. Against him the witness
// is version control.
//
// What is left out on purpose: review_by, which only editors see; the order of entries, which says nothing of
// them; and of site.yaml all but its texts, since names and exemptions show where they are used.
//
// Each change has the hash of the one before it (after), and a hash over itself and that. So a change that
// was edited, left out or moved shows; and so does a merge, whose two branches come after one and the same
// change. Record chains them anew. The hashes that a change had before are kept with it (formerly), since a
// third branch may still come after one of them. The last change of each record also holds a hash over the
// whole state, so that no line of it changes without a change.
package ledger
