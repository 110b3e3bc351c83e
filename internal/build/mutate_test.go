package build

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"explainer/internal/diag"
	"explainer/templates"
)

var (
	mutateAll    = flag.Bool("mutate", false, "make every mutation of the site, not a sample")
	mutateEach   = flag.Int("each", 2, "without -mutate: how many mutations of each kind are made")
	alternatives = flag.Int("alternatives", 1, "with -mutate: to how many others each digit is changed, nine at most")
)

// TestMutate makes the slips that an editor's hand can make, one at a time, and judges the site after each as
// check does. What is not found, and changes what a reader sees, is a wrong figure that could be published.
// What changes nothing that can be seen is counted apart: nobody needs to guess which digits print.
func TestMutate(t *testing.T) {
	t.Run("small site", func(t *testing.T) {
		small := withHistory(t)
		all := mutations(t, small, 9)
		if !*mutateAll {
			all = sample(all, *mutateEach)
		}
		newMutator(t, small).try(all)
	})
	t.Run("own site", func(t *testing.T) {
		tree := ownSite(t)
		all := mutations(t, tree, *alternatives)
		if !*mutateAll {
			all = sample(all, *mutateEach)
		}
		newMutator(t, withLedger(t, tree)).try(all)
	})
}

// sample takes so many of each kind, always the same ones.
func sample(all []mutation, each int) []mutation {
	dice := rand.New(rand.NewPCG(27, 4))
	dice.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	taken := map[string]int{}
	return slices.DeleteFunc(all, func(m mutation) bool {
		taken[m.kind]++
		return taken[m.kind] > each
	})
}

// A mutator tries mutations of one site.
type mutator struct {
	t       *testing.T
	tree    fstest.MapFS // with its ledger
	seen    []string
	figures []string
	rows    map[string]*row
	missed  []string
}

// row is a line of the table.
type row struct{ tried, caught, ruled, elsewhere, unseen, missed int }

func (r *row) add(o row) {
	r.tried, r.caught, r.ruled = r.tried+o.tried, r.caught+o.caught, r.ruled+o.ruled
	r.elsewhere, r.unseen, r.missed = r.elsewhere+o.elsewhere, r.unseen+o.unseen, r.missed+o.missed
}

// mutateOptions have no base URL: with one each build would draw its share cards, three times the work, and what an
// address adds to a site prints the same fields once more. The audit reads it both ways.
var mutateOptions = Options{Workers: 1}

func newMutator(t *testing.T, tree fstest.MapFS) *mutator {
	m := &mutator{t: t, tree: tree, rows: map[string]*row{}}
	files, report := output(m.tree, mutateOptions)
	if report.Failed() {
		t.Fatalf("the site is not sound before anything is changed: %v\n%s", report.Err, shown(m.tree, report))
	}
	m.seen = seen(t, files)
	m.figures = figures(m.seen)
	return m
}

// shown is the errors of a report, a line each.
func shown(tree fs.FS, r Report) string {
	var b strings.Builder
	for _, f := range r.Findings {
		if f.Level == diag.Error {
			src, _ := fs.ReadFile(tree, f.Span.File) // the position of no file is 1:1
			line, column := diag.Position(src, min(f.Span.Start, len(src)))
			fmt.Fprintf(&b, "%s:%d:%d: %s [%s]\n", f.Span.File, line, column, f.Message, f.Code)
		}
	}
	return b.String()
}

func (m *mutator) try(all []mutation) {
	type result struct {
		mutation
		row
	}
	work, done := make(chan mutation), make(chan result)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for mu := range work {
				done <- result{mu, m.judge(mu)}
			}
		})
	}
	go func() {
		for _, mu := range all {
			work <- mu
		}
		close(work)
		wg.Wait()
		close(done)
	}()
	for r := range done {
		if m.rows[r.kind] == nil {
			m.rows[r.kind] = &row{}
		}
		m.rows[r.kind].add(r.row)
		if r.missed > 0 {
			m.missed = append(m.missed, r.kind+": "+r.show(m.source(r.file)))
		}
	}
	m.report()
}

func (m *mutator) source(file string) []byte {
	if f := m.tree[file]; f != nil {
		return f.Data
	}
	data, err := fs.ReadFile(templates.FS, strings.TrimPrefix(file, "templates/"))
	if err != nil {
		m.t.Error(err)
	}
	return data
}

// judge makes one mutation and says what became of it.
func (m *mutator) judge(mu mutation) row {
	tree := with(m.tree, mu.file, mu.apply(m.source(mu.file)))
	files, report := outputAsIs(tree, mutateOptions)
	if report.Err != nil {
		m.t.Errorf("%s: %v", mu.show(m.source(mu.file)), report.Err)
	}
	out := row{tried: 1}
	if report.Failed() {
		out.caught, out.elsewhere = 1, 1
		for _, f := range report.Findings {
			if f.Level == diag.Error && f.Span.File == mu.file {
				out.elsewhere = 0
			}
			if f.Level == diag.Error && !strings.HasPrefix(f.Code, "ledger-") {
				out.ruled = 1
			}
		}
		return out
	}
	now, before := seen(m.t, files), m.seen
	if !mu.words {
		now, before = figures(now), m.figures
	}
	if slices.Equal(now, before) {
		out.unseen = 1
	} else {
		out.missed = 1
	}
	return out
}

// report prints the table and fails for each miss.
func (m *mutator) report() {
	var b strings.Builder
	total := row{}
	line := func(kind string, r row) {
		fmt.Fprintf(&b, "%-42s %6d %6d %6d %6d %6d %6d\n", kind, r.tried, r.caught, r.ruled, r.elsewhere, r.unseen, r.missed)
	}
	fmt.Fprintf(&b, "%-42s %6s %6s %6s %6s %6s %6s\n", "kind", "tried", "caught", "ruled", "afar", "unseen", "missed")
	for _, kind := range slices.Sorted(maps.Keys(m.rows)) {
		line(kind, *m.rows[kind])
		total.add(*m.rows[kind])
	}
	line("all", total)
	m.t.Logf("caught: an error was found (ruled: not by the ledger alone; afar: in another file); unseen: nothing found, and no reader can tell\n%s", &b)
	slices.Sort(m.missed)
	for _, s := range m.missed {
		m.t.Errorf("missed: %s", s)
	}
	if total.tried == 0 || total.caught == 0 {
		m.t.Error("nothing was tried")
	}
}
