package value

import "strings"

// This file holds the tables of words that people write for numbers, units, qualifiers and dates. What is
// done with them stands elsewhere: figures.go, literals.go and datewords.go read them, verdict.go and tail.go use them for claims and hints.

// numerals are the words for whole numbers from one to ninety; zero, which these maps cannot hold, is read beside them.
var numerals = map[string]int64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
	"eighty": 80, "ninety": 90,
}

// parts are the words for fractions, by what they divide by.
var parts = map[string]int64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
	"fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
	"ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twentieth": 20, "twentieths": 20, "hundredth": 100, "hundredths": 100,
}

// multiples are the words that say how often something is taken: tenths of it, so that a half is a whole number.
var multiples = map[string]int64{
	"twice": 20, "thrice": 30,
	"doubled": 20, "doubles": 20, "doubling": 20, "double": 20,
	"tripled": 30, "triples": 30, "tripling": 30, "triple": 30, "trebled": 30, "trebles": 30, "trebling": 30, "treble": 30,
	"quadrupled": 40, "quadruples": 40, "quadrupling": 40, "quadruple": 40,
	"quintupled": 50, "quintuples": 50, "quintupling": 50, "quintuple": 50,
	"halved": 5, "halving": 5,
}

// adjectives are multiples that often say no number: "a double standard" has none, "double the price" has.
const adjectives = " double triple treble quadruple quintuple "

// goesOn are the words that may follow a fraction or one of the adjectives: before any other word, "a third" counts
// the third of several, and "double" belongs to that word.
var goesOn = wordSet(`of the a an more less as off to in from by and or than that what which those this these its their his her our
	higher lower smaller larger bigger above below up down was is were are went goes belongs owned again since after before
	for at on if when while but until over within between who whose each every`)

// notHalf are the words before "half" that make it one of two, or no fraction.
var notHalf = wordSet("first second other latter former last next each this that another")

// notHalfOf are the words after "half" with which it is another word.
var notHalfOf = wordSet("year yearly way time day hearted life truth brother sister term")

// fillers may stand between a number and what it counts: "two full years".
var fillers = wordSet("full whole more further consecutive straight additional extra entire calendar long short successive good solid mere")

// spans are stretches of time that are no unit of ours; a number of them is a quantity all the same.
var spans = wordSet("week weeks fortnight fortnights hour hours minute minutes second seconds decade decades century centuries quarter quarters")

// slips are units and scales that people write for ours: a hint in the facts file, read as ours in running text.
var slips = map[string]string{
	"mn": "m", "mln": "m", "mio": "m", "M": "m", "MM": "m", "Million": "million", "millions": "million",
	"b": "bn", "B": "bn", "bln": "bn", "Bn": "bn", "BN": "bn", "mrd": "bn", "milliard": "bn", "billions": "billion",
	"K": "k", "thousands": "thousand", "t": "tn", "T": "tn", "trn": "tn", "trillions": "trillion",
	"pc": "%", "pct": "%", "p.c.": "%", "pp": "points", "ppt": "points", "yr": "years", "yrs": "years", "y": "years",
	"fold": "x", "X": "x", "time": "times", "mo": "months", "d": "days", "sqm": "m2",
}

// otherWords are the qualifiers that people write for ours; of two that begin alike, the longer stands first.
var otherWords = []struct {
	word string
	ours Qualifier
}{
	{"around", About}, {"roughly", About}, {"approximately", About}, {"approx.", About}, {"approx", About}, {"circa", About}, {"ca.", About},
	{"some", About}, {"~", About}, {"≈", About},
	{"almost", Nearly}, {"just under", Nearly}, {"close to", Nearly}, {"not quite", Nearly}, {"approaching", Nearly}, {"just over", MoreThan},
	{"over", MoreThan}, {"above", MoreThan}, {"exceeding", MoreThan}, {"in excess of", MoreThan}, {"beyond", MoreThan}, {">", MoreThan},
	{"under", LessThan}, {"below", LessThan}, {"fewer than", LessThan}, {"short of", LessThan}, {"<", LessThan},
	{"at most", UpTo}, {"as much as", UpTo}, {"as many as", UpTo}, {"as little as", AtLeast}, {"as few as", AtLeast}, {"upwards of", AtLeast}, {"no more than", UpTo}, {"not more than", UpTo}, {"maximum", UpTo}, {"≤", UpTo},
	{"no less than", AtLeast}, {"not less than", AtLeast}, {"no fewer than", AtLeast}, {"minimum", AtLeast}, {"≥", AtLeast},
}

// counts follow a number and multiply it in ways that are not read; rates say that it comes again and again.
var (
	counts = wordSet("hundred dozen score gross lakh crore quadrillion hundreds dozens")
	rates  = wordSet("annually yearly quarterly monthly weekly daily hourly each apiece p")
)

// ordinals are the ordinals of days in words; dates are read in digits only.
var ordinals = wordSet(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
	seventeenth eighteenth nineteenth twentieth thirtieth`)

// moneyNames are the names of currencies in running text, in the singular and the plural; "won" and "pound" mean
// something else too often to count on their own, so they are read after digits only.
var moneyNames = map[string]*base{
	"US dollar": dollar, "US dollars": dollar, "dollar": dollar, "dollars": dollar, "euro": euro, "euros": euro,
	"pound": pound, "pounds": pound, "pounds sterling": pound, "yen": yen,
	"yuan": currencies["CNY"], "renminbi": currencies["CNY"], "won": currencies["KRW"],
	"Swiss franc": currencies["CHF"], "Swiss francs": currencies["CHF"], "rupee": currencies["INR"], "rupees": currencies["INR"],
	"Australian dollar": currencies["AUD"], "Australian dollars": currencies["AUD"],
	"Canadian dollar": currencies["CAD"], "Canadian dollars": currencies["CAD"],
}

// wordSet is the set of the words of a text.
func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// afterwards are the qualifiers that follow a figure: "$37bn or more".
var afterwards = []struct {
	word string
	ours Qualifier
}{
	{"or more", AtLeast}, {"and more", AtLeast}, {"at least", AtLeast}, {"plus", AtLeast}, {"or less", UpTo}, {"or fewer", UpTo}, {"at most", UpTo},
	{"at the most", UpTo}, {"or so", About}, {"or thereabouts", About},
}

// denials before a figure say that it is not so.
var denials = wordSet("no not never longer hardly scarcely nor neither without isn wasn")

// falls and rises are the words that give a figure a direction, where they stand before it; behind falls and behind
// rises those that do where they follow it directly.
var (
	falls = wordSet(`fell fall falls falling fallen dropped drop drops dropping declined decline declines declining lost lose loses losing loss losses
	slipped slip slips slid slide slides sank sink sinks shed sheds down decreased decrease decreases decreasing lower lowered shrank shrink shrinks
	plunged plunge plunges tumbled tumble tumbles dipped dip dips eased ease eases retreated reduced reduction reduces cut cuts minus negative`)
	rises = wordSet(`rose rise rises rising risen gained gain gains gaining up increased increase increases increasing higher grew grow grows growing growth
	climbed climb climbs jumped jump jumps advanced advance advances surged surge surges soared soar soars plus positive`)
	behindFalls = wordSet("lower down fall drop decline loss decrease less fewer below under reduction cut dip slide worse off")
	behindRises = wordSet("higher up rise gain increase growth jump surge climb advance above")
)

// shortMonths are the months as they are cut short in dates, by how they begin; "Sept" besides.
const shortMonths = "JanFebMarAprMayJunJulAugSepOctNovDec"

var weekdays = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

// window is a part of a year, in months, or of a month, in days: which parts of it a word may mean. Neighbours
// overlap, since nobody draws a line between them.
type window struct{ months, days [2]int }

var windows = map[string]window{
	"early": {[2]int{1, 4}, [2]int{1, 12}}, "beginning": {[2]int{1, 3}, [2]int{1, 10}}, "start": {[2]int{1, 3}, [2]int{1, 10}},
	"mid": {[2]int{4, 9}, [2]int{10, 21}}, "middle": {[2]int{4, 9}, [2]int{10, 21}},
	"late": {[2]int{9, 12}, [2]int{19, 31}}, "end": {[2]int{10, 12}, [2]int{20, 31}}, "close": {[2]int{10, 12}, [2]int{20, 31}},
}

// vague are the words that make a year another than the calendar's, or a part of one that nobody can date.
var vague = wordSet("fiscal financial tax academic spring summer autumn winter")

// turns are the words that count the halves and quarters of a year.
var turns = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1, "final": -1}
