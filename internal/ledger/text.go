package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hashDigits is how many hexadecimal digits of a SHA-256 are kept; doc.go says why.
const hashDigits = 16

// sum is the hash of some parts. Each is preceded by its length, so that none can run into the next. Line
// breaks and runs of spaces do not count: to fold a text otherwise is no change of it.
func sum(parts ...string) string {
	b := make([]byte, 0, 512)
	for _, p := range parts {
		p = plain(p)
		b = strconv.AppendInt(b, int64(len(p)), 10)
		b = append(b, ':')
		b = append(b, p...)
		b = append(b, '\n')
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:hashDigits/2])
}

// isHash says whether a text has the form of one.
func isHash(s string) bool {
	return len(s) == hashDigits && strings.Trim(s, "0123456789abcdef") == ""
}

// plain is a text as the ledger holds it: one line, single spaces, and nothing that cannot be seen, which
// no YAML of ours may hold. Such a character is named instead.
func plain(s string) string {
	if tidy(s) {
		return s // nearly every text: a large site has a hundred thousand of them
	}
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
	if strings.IndexFunc(s, unseen) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unseen(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// tidy says that a text is as plain would leave it.
func tidy(s string) bool {
	space := true // none at the beginning
	for _, r := range s {
		switch {
		case r == ' ' && space, r < ' ', r == utf8.RuneError:
			return false
		case r > '~' && (unicode.IsSpace(r) || unseen(r)):
			return false
		}
		space = r == ' '
	}
	return s == "" || !space
}

// unseen are the characters that decode refuses. The table is fixed, and not Unicode's of today: a ledger
// must read the same for ever.
func unseen(r rune) bool {
	switch {
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u00ad', r == '\u180e', r == '\u200b', r == '\ufeff':
		return true
	case r == '\u2028', r == '\u2029', r >= '\u2060' && r <= '\u2064', r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}

// maxWords is the length in characters to which the ledger keeps what an item says. The hash is over all of it.
const maxWords = 500

// clip shortens a long text. It ends in a hash of the whole, so that two long texts stay two.
func clip(s string) string {
	if len(s) <= maxWords {
		return s
	}
	r := []rune(s)
	if len(r) <= maxWords {
		return s
	}
	return strings.TrimRight(string(r[:maxWords]), " ") + " … " + sum(s)
}

// joined is what there is of some texts, with commas.
func joined(parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, ", ")
}

func number(n int) string { return strconv.Itoa(n) }

// owner is the subject that another is a part of: the fact of a claim, the term of a stage. "" for none.
func owner(subject string) string {
	if i := strings.LastIndexByte(subject, '/'); i >= 0 {
		return subject[:i]
	}
	return ""
}
