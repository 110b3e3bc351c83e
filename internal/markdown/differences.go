package markdown

// Prose without links of ours prints as goldmark prints it with the same extensions (tables,
// strikethrough, linkify, task lists, definition lists, footnotes, typographer), but for this list.
// TestSpecification holds us to it over the examples of the CommonMark specification.
//
//  1. Raw HTML, in blocks and in text, is shown as text; a block becomes a paragraph. (html-raw)
//  2. A link whose address is not allowed prints as its words, an image that is not a file in static/ as
//     its words. An image on a line of its own is still a paragraph. (link-scheme, image-place)
//  3. A link or autolink in the words of a link, and a link in the words of an image, prints as its
//     words. (link-nested)
//  4. Headings have ids, made of their words, and take {#id .class}; where the braces hold anything else
//     they stay text. (heading-attribute)
//  5. Tables align by class="left", "center" or "right", not by style.
//  6. The typographer's characters print as themselves, not as entities. Rows of more than 16 equal
//     quotation marks stay as they are.
//  7. Footnotes have letters, are drawn by partials, and are numbered in the order of reading. A name has
//     at most 100 bytes. (footnote-unknown)
//  8. Quotations that begin with a line [!NOTE] or [!IMPORTANT] are drawn by partials. (alert-unknown)
//  9. Code blocks can be scrolled by keyboard (tabindex), and those in a known language are coloured by
//     classes. (code-language)
//  10. A line break in the words of an image is a space, and links there print as their words.
//  11. The address of a link has at most 2,048 bytes; beyond the limits of limits.go Markdown stays
//     text. (page-too-large, nesting-too-deep, table-too-wide)
//  12. CRLF ends a line as LF does, in code blocks as well; bytes that are not UTF-8 print as "?".
//  13. In ParseInline blocks are not read: "- a" is text.
