package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The vocabulary that every sentence of the corpus is made of. No word is a number or a unit: a figure of the
// corpus is a fact.
var (
	adjectives = strings.Fields(`ancient bright broad busy calm careful clear coastal cold common crowded dusty early eastern
		empty familiar flat fresh gentle grey hidden hollow large late lively local lonely long low marshy modest muddy
		narrow northern old open patient plain proud quiet`)
	nouns = strings.Fields(`harbour mill market bridge quarry orchard ferry tower library foundry archive bakery barn
		brewery canal castle chapel cottage dairy dock factory farm garden granary hall island kiln lighthouse meadow
		mine museum observatory office park port school station stable theatre workshop`)
	people = strings.Fields(`baker builder captain carpenter clerk engineer farmer gardener keeper mason miller neighbour
		painter pilot porter surveyor tailor teacher trader weaver`)
	verbs = strings.Fields(`admired answered avoided borrowed built carried changed cleaned closed compared copied counted
		crossed described drew expected explained followed found guarded inspected joined kept left measured mended
		moved opened ordered painted planned praised recorded repaired reported restored sold studied visited watched`)
	things = strings.Fields(`account beam boat book cargo cart contract door drawing fence gate grain harvest lamp ledger
		letter machine map notice pipe plan pump rail road roof rope sack sail shed sign stone timber tool wagon wall
		wheel window wire`)
	adverbs  = strings.Fields(`again carefully carelessly early later openly quickly quietly rarely slowly soon together`)
	joints   = []string{"because", "although", "after", "before", "while", "so that", "until", "and", "but"}
	openings = []string{"As a rule", "At the time", "In practice", "In spring", "In winter", "Not long ago",
		"On the whole", "To begin with", "Without a word", "By custom"}
)

// prose makes text from one source of randomness.
type prose struct{ *rand.Rand }

// newProse is the text of page i in a revision: independent of every other page, and of the machine.
func newProse(i, revision int) prose {
	return prose{rand.New(rand.NewPCG(uint64(i), uint64(revision)))}
}

func (p prose) of(words []string) string { return words[p.IntN(len(words))] }

// subject is somebody or something of which a sentence speaks.
func (p prose) subject() string {
	if p.IntN(2) == 0 {
		return fmt.Sprintf("the %s of the %s", p.of(people), p.of(nouns))
	}
	return fmt.Sprintf("the %s %s", p.of(adjectives), p.of(people))
}

// object is a thing, plain or marked.
func (p prose) object() string {
	switch p.IntN(12) {
	case 0:
		return fmt.Sprintf("the *%s* %s", p.of(adjectives), p.of(things))
	case 1:
		return fmt.Sprintf("the **%s %s**", p.of(adjectives), p.of(things))
	case 2:
		return fmt.Sprintf("the `%s` of the %s", p.of(things), p.of(nouns))
	}
	return fmt.Sprintf("the %s %s", p.of(adjectives), p.of(things))
}

func (p prose) clause() string {
	clause := p.subject() + " " + p.of(verbs) + " " + p.object()
	switch p.IntN(3) {
	case 0:
		return clause + " near the " + p.of(nouns)
	case 1:
		return clause + " " + p.of(adverbs)
	}
	return clause
}

// sentence is a statement without a figure.
func (p prose) sentence() string {
	switch p.IntN(4) {
	case 0:
		return p.of(openings) + ", " + p.clause() + "."
	case 1:
		return upper(p.clause()) + "."
	}
	return upper(p.clause()) + ", " + p.of(joints) + " " + p.clause() + "."
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
