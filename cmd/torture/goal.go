package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
)

// goal is something that must hold, and how it is tried.
type goal struct {
	name, what, target string
	run                func(l *lab) *outcome
}

// goals are tried in this order. Where a goal is reached by tests of the module, it runs those.
func goals() []goal {
	return []goal{
		{"G1", "each file call of a publish fails once, with each of ten errors", "0 torn, 0 lost, 0 foreign, all heal", faults},
		{"G2", "killed before each call, and at random times", "0 torn, 0 lost, all heal", kills},
		{"G3", "requests while the site is published over and over", "0 answers that are not whole", readers},
		{"G4", "a full disk, at every step from empty to twice the site", "0 torn, 0 lost, all heal", fullDisk},
		{"G5", "a failing disk under a real file system", "each failed sync told", failingDisk},
		{"G6", "a power cut after every call, with unsynced calls lost", "0 bad states", powerCuts},
		{"G7", "output folders with files of others, links and odd names", "0 foreign files changed", foreign},
		{"G8", "eight builds into one folder at once", "one whole edition every time", crowd},
		{"G9", "random edits of a site that is served, and of one that is published again", "what is served, or spared, is as built",
			tests(suite{"cmd/explainer", "^(TestServeEdits|TestStanding)$", "-edits 300", "-edits 10000"})},
		{"G10", "how editors save, and how soon pages follow", "0 missed, 0 twice",
			tests(suite{"cmd/explainer", "^(TestEditors|TestServeLatency)$", "", "-saves 500"}, suite{"internal/serve", "^(TestSaves|TestFolders)$", "", ""})},
		{"G11", "bursts, overflow, disks that tell nothing", "few builds, right in the end",
			tests(suite{"internal/serve", "^(TestBurst|TestCheckout|TestOverflow|TestLimits|TestMapped|TestMounted|TestUnheard)$", "", ""})},
		{"G12", "breaking and mending, and many rebuilds", "0 exits, nothing grows",
			tests(suite{"cmd/explainer", "^TestRebuilds$", "-rebuilds 60", "-rebuilds 10000"}, suite{"internal/serve", "^(TestBrokenAndMended|TestPanic)$", "", ""})},
		{"G13", "20 tabs in a browser", "all load, all follow", tests(suite{"cmd/explainer", "^TestServeTabs", "", ""})},
		{"G14", "hostile requests to the dev server", "nothing from outside, no foreign Host",
			tests(suite{"internal/serve", "^(TestHeaders|TestMethods|TestHosts|TestTraversal|TestHostileRequests|TestSlowRequests|TestDeafClient|TestAddresses)$", "", ""}, suite{"cmd/explainer", "^TestServeStreamOrigin$", "", ""})},
		{"G15", "what a build starts, asks of the network and reads", "0 processes, 0 connections, 0 reads outside", sealed},
		{"G16", "hostile text in every construct and field, also in a browser", "no tag that is not ours",
			tests(suite{"internal/markdown", "^(TestAddresses|TestSkeleton|TestControls)$", "", ""}, suite{"internal/layout", "^(TestEscaped|TestTexts)$", "", ""},
				suite{"cmd/explainer", "^(TestNaughty|TestSkeleton$)", "", "-naughty"})},
		{"G17", "input that is small and wants to become large", "a finding for each",
			tests(suite{"internal/build", "^TestCodes$", "", ""}, suite{"internal/markdown", "^TestBombs$", "", ""}, suite{"internal/decode", "^TestBombs$", "", ""})},
		{"G18", "fuzzing every parser", "0 crashes", fuzz},
		{"G19", "code that colours slowly", "an end within the limit", tests(suite{"internal/highlight", "^TestPatterns$", "", ""})},
		{"G20", "every figure of the site changed, and smuggled", "each is noticed",
			tests(suite{"internal/build", "^(TestMutate|TestAudit|TestPlanted|TestAnyDigit)$", "", "-mutate"})},
		{"G21", "builds in other places, times, languages, environments", "one hash, and one hash of the program", same},
		{"G22", "the modules that the program is made of", "as recorded, no others", modules},
		{"G23", "the site on web servers and from disk", "0 broken links, 0 missing", tests(suite{"cmd/explainer", "^(TestHosts|TestDisk|TestSpellings|TestBareHost)$", "", "-hosts"})},
		{"G24", "names that other systems cannot store", "refused everywhere alike", storedNames},
		{"G25", "templates that print where nothing can be escaped", "0 pass", tests(suite{"internal/layout", "^(TestFindings|TestThemeTried|TestTheme)$", "", ""})},
		{"G26", "sabotaged programs", "each turns its goal red", sabotaged},
	}
}

// outcome is what came of a goal. Misses and notes may be told from several goroutines.
type outcome struct {
	mu      sync.Mutex
	figures []string
	missed  int
	first   []string // of the misses, the first few
	skipped string   // why nothing was tried
	excused bool     // it was not to be tried this time, or its kernel lacks what no package brings: nobody is at fault
	notes   []string // more than has room in a table
}

const fewMisses = 8

func (o *outcome) say(format string, args ...any) *outcome {
	o.figures = append(o.figures, fmt.Sprintf(format, args...))
	return o
}

func (o *outcome) miss(format string, args ...any) *outcome {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.missed++
	if len(o.first) < fewMisses {
		o.first = append(o.first, fmt.Sprintf(format, args...))
	}
	return o
}

func (o *outcome) note(format string, args ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.notes = append(o.notes, fmt.Sprintf(format, args...))
}

// missAll notes what is wrong after a trial.
func (o *outcome) missAll(trial string, wrong []string) bool {
	if len(wrong) > 0 {
		o.miss("%s: %s", trial, strings.Join(wrong[:min(3, len(wrong))], "; "))
	}
	return len(wrong) > 0
}

// skip is for what this machine cannot do.
func skip(format string, args ...any) *outcome {
	return &outcome{skipped: fmt.Sprintf(format, args...)}
}

// met says whether a goal was reached, or excused. Where CI is set nothing may be missing.
func (o *outcome) met() bool {
	if o.skipped != "" {
		return o.excused || os.Getenv("CI") == ""
	}
	return o.missed == 0
}

func (o *outcome) result() string {
	if o.skipped != "" {
		return "skipped"
	}
	figures := strings.Join(o.figures, ", ")
	if o.missed > 0 {
		return strings.TrimSuffix(fmt.Sprintf("**%d missed**, %s", o.missed, figures), ", ")
	}
	return figures
}
