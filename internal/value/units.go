package value

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// sort says how a unit behaves in sums and in print.
type sort uint8

const (
	plain   sort = iota // a unit of its own: gigawatts, years, m2
	money               // stands before the number
	percent             // hundredths
	points              // differences of per cents
	times               // ratios
)

// base is one unit, or one side of a quotient. It never changes once made; two with the same code are
// the same unit.
type base struct {
	code   string // as facts.json names it
	sort   sort
	one    string // "gigawatt", "US dollar"
	many   string // "gigawatts", "US dollars"
	short  string // "GW"; a currency's sign, "$"; "" where there is none
	follow string // what follows the number without a space, "%"
}

var (
	unitPercent = &base{code: "%", sort: percent, one: "per cent", many: "per cent", follow: "%"}
	unitPoints  = &base{code: "points", sort: points, one: "point", many: "points"}
	unitTimes   = &base{code: "x", sort: times, one: "times", many: "times"}
	unitYears   = &base{code: "years", one: "year", many: "years"}
	unitMonths  = &base{code: "months", one: "month", many: "months"}
	unitDays    = &base{code: "days", one: "day", many: "days"}
	unitSquare  = &base{code: "m2", one: "square metre", many: "square metres", short: "m²"}

	dollar = currency("USD", "$", "US dollar")
	euro   = currency("EUR", "€", "euro")
	pound  = currency("GBP", "£", "pound")
	yen    = &base{code: "JPY", sort: money, one: "yen", many: "yen", short: "¥"}
)

func currency(code, sign, name string) *base {
	return &base{code: code, sort: money, one: name, many: name + "s", short: sign}
}

// builtin is every unit that may stand after a number in any site, by each of its names.
var builtin = map[string]*base{
	"%": unitPercent, "per cent": unitPercent, "percent": unitPercent,
	"point": unitPoints, "points": unitPoints, "percentage point": unitPoints, "percentage points": unitPoints,
	"x": unitTimes, "×": unitTimes, "times": unitTimes,
	"year": unitYears, "years": unitYears,
	"month": unitMonths, "months": unitMonths,
	"day": unitDays, "days": unitDays,
	"m2": unitSquare, "m²": unitSquare, "square metre": unitSquare, "square metres": unitSquare,
}

// currencies that have a sign or an English name; any other three capitals are taken at their word.
var currencies = map[string]*base{
	"USD": dollar, "EUR": euro, "GBP": pound, "JPY": yen,
	"CNY": {code: "CNY", sort: money, one: "yuan", many: "yuan"},
	"KRW": {code: "KRW", sort: money, one: "won", many: "won"},
	"CHF": {code: "CHF", sort: money, one: "Swiss franc", many: "Swiss francs"},
	"INR": {code: "INR", sort: money, one: "rupee", many: "rupees"},
	"AUD": {code: "AUD", sort: money, one: "Australian dollar", many: "Australian dollars"},
	"CAD": {code: "CAD", sort: money, one: "Canadian dollar", many: "Canadian dollars"},
}

// signs may stand for a currency; longer ones first.
var signs = []struct {
	sign string
	unit *base
}{{"US$", dollar}, {"$", dollar}, {"€", euro}, {"£", pound}, {"¥", yen}}

// scales are the words for powers of ten, by each of their names.
var scales = map[string]int{
	"k": 3, "m": 6, "bn": 9, "tn": 12,
	"thousand": 3, "million": 6, "billion": 9, "trillion": 12,
}

func currencyOf(code string) *base {
	if c := currencies[code]; c != nil {
		return c
	}
	return &base{code: code, sort: money, one: code, many: code}
}

// Units are the units that a site may write: the built-in ones and those of its facts file. The zero
// value, and a nil *Units, know the built-in ones. Add them all before the first Parse; after that a
// Units may be shared between goroutines.
type Units struct {
	named map[string]*base
	ids   []string
}

// Add makes a unit known under its id (the singular, "gigawatt"), its plural ("gigawatts") and, where not
// empty, its short form ("GW"). Hyphens in the id are spaces in the singular where the plural has spaces.
// It fails on a name that is taken, or that could be read as something else.
func (u *Units) Add(id, many, short string) error {
	one := id
	if strings.Contains(many, " ") {
		one = strings.ReplaceAll(id, "-", " ")
	}
	b := &base{code: id, one: one, many: many, short: short}
	names := []string{id}
	for _, n := range []string{one, many, short} {
		if n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	if many == "" {
		return fmt.Errorf("the unit %q has no plural", id)
	}
	for _, n := range names {
		if err := u.free(n); err != nil {
			return err
		}
	}
	if u.named == nil {
		u.named = map[string]*base{}
	}
	for _, n := range names {
		u.named[n] = b
	}
	u.ids = append(u.ids, id)
	return nil
}

// free says why a name cannot be that of a unit.
func (u *Units) free(name string) error {
	switch {
	case name == "":
		return fmt.Errorf("a unit needs a name")
	case builtin[name] != nil:
		return fmt.Errorf("%q is a built-in unit", name)
	case u.named[name] != nil:
		return fmt.Errorf("%q already names the unit %s", name, u.named[name].code)
	case currencies[name] != nil:
		return fmt.Errorf("%q is a currency", name)
	case name != strings.Join(strings.Fields(name), " "):
		return fmt.Errorf("the unit %q has a space too many", name)
	}
	for _, word := range strings.Fields(name) {
		if _, taken := scales[word]; taken || word == "to" || word == "per" {
			return fmt.Errorf("the unit %q has the word %q, which means something else in a value", name, word)
		}
	}
	if strings.ContainsAny(name[:1], ".,-+'_") || strings.IndexFunc(name, unicode.IsNumber) == 0 || strings.ContainsAny(name, "/\"\n\r\t$€£¥%") || strings.Contains(name, "−") {
		return fmt.Errorf("the unit %q has a character that means something else in a value", name)
	}
	return nil
}

// Names are all names that may stand after a number, sorted: for hints and editors.
func (u *Units) Names() []string {
	names := make([]string, 0, len(builtin)+8)
	for n := range builtin {
		names = append(names, n)
	}
	if u != nil {
		for n := range u.named {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// find is the unit of that name, nil where there is none.
func (u *Units) find(name string) *base {
	if b := builtin[name]; b != nil {
		return b
	}
	if u == nil {
		return nil
	}
	return u.named[name]
}

// Unit is what a value counts: nothing, one unit, or a quotient of two.
type Unit struct {
	_        [0]func()
	num, den *base
}

// Code is the unit as facts.json names it: "USD", "%", "x", "points", "days", "gigawatt", "EUR/m2", and ""
// for a number without a unit.
func (u Unit) Code() string {
	switch {
	case u.num == nil:
		return ""
	case u.den == nil:
		return u.num.code
	}
	return u.num.code + "/" + u.den.code
}

// Equal says whether two units are the same.
func (u Unit) Equal(w Unit) bool { return u.num.is(w.num) && u.den.is(w.den) }

func (b *base) is(c *base) bool {
	return b == c || b != nil && c != nil && b.code == c.code
}

// words is the unit in the plural, for messages: "US dollars", "per cent", "euros per square metre".
func (u Unit) words() string {
	switch {
	case u.num == nil:
		return "a number without a unit"
	case u.den == nil:
		return u.num.many
	}
	return u.num.many + " per " + u.den.one
}
