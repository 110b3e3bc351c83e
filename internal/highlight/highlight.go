package highlight

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"explainer/internal/diag"
)

// Limits of one block.
const (
	maxSize = 16 << 10        // bytes
	maxLine = 1000            // bytes of a line: several lexers are quadratic in it
	maxTime = 2 * time.Second // for all of it
	// After maxStep chroma gives up on a match and tries another rule: such a block would be coloured one
	// way or another by the speed of the machine.
	maxStep = 250 * time.Millisecond
	tries   = 4 // a busy machine may hold a block up for so long, but hardly each time
)

// Error says why a block could not be coloured. Code is one of diag's: code-language, code-too-large
// or code-slow.
type Error struct{ Code, Message, Hint string }

// Error makes it an error.
func (e *Error) Error() string { return e.Message }

// languages is what may be coloured: the name that an author writes, and chroma's name of its lexer.
// Lexers that need seconds for some text of a few KB (C, Java, Markdown, make and two score others) are
// not here; nor are those that nobody has asked for.
var languages = map[string]string{
	"bash": "bash", "sh": "bash", "shell": "bash",
	"console": "bash session",
	"css":     "css",
	"csv":     "csv",
	"diff":    "diff", "patch": "diff",
	"go": "go", "golang": "go",
	"html":       "html",
	"ini":        "ini",
	"javascript": "javascript", "js": "javascript",
	"json":   "json",
	"python": "python", "py": "python",
	"r":          "r",
	"rust":       "rust",
	"sql":        "sql",
	"toml":       "toml",
	"typescript": "typescript", "ts": "typescript",
	"xml":  "xml",
	"yaml": "yaml", "yml": "yaml",
}

// plain are the names of code that stays without colours.
var plain = []string{"text", "plain", "plaintext", "txt"}

// Languages are the names that Code knows, sorted.
func Languages() []string {
	names := slices.Clone(plain)
	for name := range languages {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Code colours a block of source by classes: the HTML of what stands in its <code>, without a line break
// at the end. The classes are chroma's own (k, nf, s2, mi …); Classes lists them.
func Code(language, source string) (string, *Error) {
	name := strings.ToLower(language)
	if slices.Contains(plain, name) {
		return html.EscapeString(source), nil
	}
	lexer, ok := languages[name]
	if !ok {
		return "", &Error{"code-language", fmt.Sprintf("%q is not a language that is coloured", language), hint(name)}
	}
	if len(source) > maxSize {
		return "", &Error{"code-too-large", fmt.Sprintf("the block has %d bytes; %d are allowed", len(source), maxSize), "split it, or mark it as text"}
	}
	for line := range strings.SplitSeq(source, "\n") {
		if len(line) > maxLine {
			return "", &Error{"code-too-large", fmt.Sprintf("a line of the block has %d bytes; %d are allowed", len(line), maxLine), "break the line, or mark the block as text"}
		}
	}
	return colour(lexer, language, source)
}

func hint(name string) string {
	if near := diag.DidYouMean(name, Languages()); near != "" {
		return near
	}
	return "mark it as text, or as one of " + strings.Join(Languages(), ", ")
}

func colour(lexer, language, source string) (string, *Error) {
	for range tries {
		if out, ok := try(lexer, source); ok {
			return out, nil
		}
	}
	return "", &Error{"code-slow", fmt.Sprintf("colouring this block as %s takes too long", language), "shorten it, or mark it as text"}
}

// try colours a block unless that takes too long.
func try(lexer, source string) (out string, ok bool) {
	defer func() {
		if recover() != nil { // chroma panics on what its rules did not foresee
			out, ok = "", false
		}
	}()
	tokens, err := lexers.Get(lexer).Tokenise(nil, source)
	if err != nil {
		return "", false
	}
	var b strings.Builder
	b.Grow(len(source) * 4)
	class, text := "", strings.Builder{}
	flush := func() {
		if class == "" {
			b.WriteString(html.EscapeString(text.String()))
		} else if text.Len() > 0 {
			b.WriteString(`<span class="` + class + `">` + html.EscapeString(text.String()) + `</span>`)
		}
		text.Reset()
	}
	begun := time.Now()
	step := begun
	for t := tokens(); t != chroma.EOF; t = tokens() {
		now := time.Now()
		if now.Sub(step) > maxStep || now.Sub(begun) > maxTime {
			return "", false
		}
		step = now
		c := classOf(t.Type)
		if c != class {
			flush()
			class = c
		}
		text.WriteString(t.Value)
	}
	flush()
	// Lexers that work by lines add a line break at the end; it may stand inside the last span.
	s := b.String()
	if !strings.HasSuffix(source, "\n") {
		if cut, ok := strings.CutSuffix(s, "\n</span>"); ok {
			s = cut + "</span>"
		}
		s = strings.TrimSuffix(s, "\n")
	}
	return s, true
}
