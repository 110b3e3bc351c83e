package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"explainer/internal/build"
	"explainer/internal/diag"
	"explainer/internal/site"
	"explainer/internal/value"
)

// judgement is a build with everything but the place where its files go.
type judgement struct {
	tree fs.FS
	o    build.Options
}

func (j judgement) run(put func(string, []byte) error) build.Report {
	return build.Run(j.tree, j.o, put)
}

func (g *globals) judge(baseURL string, draft bool) (judgement, error) {
	base, fault := site.BaseURL(baseURL)
	if fault != "" {
		return judgement{}, fmt.Errorf("--base-url %q cannot be used: %s", baseURL, fault)
	}
	switch info, err := os.Stat(g.Root); {
	case errors.Is(err, fs.ErrNotExist), err == nil && !info.IsDir():
		return judgement{}, fmt.Errorf("there is no folder %s", g.Root)
	case err != nil:
		return judgement{}, fmt.Errorf("cannot look at the site: %w", err)
	}
	today, err := g.day()
	if err != nil {
		return judgement{}, err
	}
	return judgement{os.DirFS(g.Root), build.Options{
		BaseURL: base, Draft: draft, Strict: g.Strict, Today: today, Version: version(),
	}}, nil
}

// day is the day to judge by.
func (g *globals) day() (value.Date, error) {
	if g.Today != "" {
		d, err := value.ParseDate(g.Today)
		if err != nil || d.Day == 0 {
			return value.Date{}, fmt.Errorf("--today %q is not a day: write it as 2026-04-27", g.Today)
		}
		return d, nil
	}
	now := time.Now().UTC()
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil || seconds < 0 || seconds > 253402300799 {
			return value.Date{}, fmt.Errorf("SOURCE_DATE_EPOCH %q is not a number of seconds", epoch)
		}
		now = time.Unix(seconds, 0).UTC()
	}
	return value.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}, nil
}

// show prints the findings of a report and says how the command ends; where they stop it, with what came of it.
func (g *globals) show(r build.Report, stopped string) error {
	if err := g.print(r.Findings); err != nil {
		return err
	}
	if r.Err != nil {
		return r.Err
	}
	if !g.Quiet && (r.Facts > 0 || r.Coverage.Figures() > 0) { // where nothing could be read, none says so
		fmt.Fprintln(g.err, coverage(r.Coverage))
	}
	if !r.Failed() {
		return nil
	}
	if !g.Quiet {
		fmt.Fprintln(g.err, tally(r.Findings)+stopped)
	}
	return errFindings
}

// tally is "2 errors, 1 warning".
func tally(fs []diag.Finding) string {
	warnings := 0
	for _, f := range fs {
		if f.Level == diag.Warning {
			warnings++
		}
	}
	text := plural(len(fs)-warnings, "error")
	if warnings > 0 {
		text += ", " + plural(warnings, "warning")
	}
	return text
}

func counts(r build.Report) string {
	return fmt.Sprintf("%s, %s with %s from %s, %s",
		plural(r.Pages, "page"), plural(r.Facts, "fact"), plural(r.Claims, "claim"), plural(r.Sources, "source"), plural(r.Mentions, "mention"))
}

// coverage is what became of the figures that readers see, and what nobody reads: "214 figures: 207 bound, 3
// exempt, 4 in code, 0 loose; not read: 2 images".
func coverage(c build.Coverage) string {
	text := fmt.Sprintf("%s: %d bound, %d exempt, %d in code, %d loose", plural(c.Figures(), "figure"), c.Bound, c.Exempt, c.Code, c.Loose)
	kinds := map[string]int{}
	for _, name := range c.Unread {
		kinds[fileKind(name)]++
	}
	var unread []string
	for _, kind := range []string{"image", "stylesheet", "script", "document", "file"} {
		if kinds[kind] > 0 {
			unread = append(unread, plural(kinds[kind], kind))
		}
	}
	if len(unread) > 0 {
		text += "; not read: " + strings.Join(unread, ", ")
	}
	return text
}

// fileKind is what a reader would call a file, by its name.
func fileKind(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico":
		return "image"
	case ".css":
		return "stylesheet"
	case ".js", ".mjs":
		return "script"
	case ".pdf", ".docx", ".xlsx", ".csv", ".txt", ".html", ".json", ".xml":
		return "document"
	}
	return "file"
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// colour says whether output goes to a terminal whose user wants it coloured.
func colour(w io.Writer) bool { return terminal(w) && os.Getenv("NO_COLOR") == "" }

// terminal says whether output goes to a terminal that obeys more than line breaks.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// relative is a path as the user would write it.
func relative(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(wd, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}
