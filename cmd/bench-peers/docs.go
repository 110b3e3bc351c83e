package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// The results stand between these lines of docs/benchmarks.md.
const (
	resultsBegin = "<!-- results of make bench-peers -->\n"
	resultsEnd   = "<!-- end of the results -->\n"
	picture      = "![Time and peak memory of a full build, from the fewest pages upwards, on logarithmic scales, one line for each tool](benchmarks.svg)\n\n"
)

// document writes a report and its chart into the documentation.
func document(root, report string, races []*race) error {
	file := filepath.Join(root, "docs", "benchmarks.md")
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text, err = between(text, picture+report)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if err := os.WriteFile(file, text, 0o666); err != nil {
		return err
	}
	var chart bytes.Buffer
	if err := drawGrowth(&chart, races); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "docs", "benchmarks.svg"), chart.Bytes(), 0o666)
}

// between puts a report in the place of the last one.
func between(text []byte, report string) ([]byte, error) {
	head, rest, begun := bytes.Cut(text, []byte(resultsBegin))
	_, tail, ended := bytes.Cut(rest, []byte(resultsEnd))
	if !begun || !ended {
		return nil, fmt.Errorf("the lines %q and %q are not there", resultsBegin, resultsEnd)
	}
	return slices.Concat(head, []byte(resultsBegin), []byte("\n"+report+"\n"), []byte(resultsEnd), tail), nil
}

// conditions are the machine, and the versions of what was raced.
func conditions(w workshop, chosen []tool) string {
	lines := []string{
		fmt.Sprintf("- Machine: %s, %d processors, %s, %s/%s", field("/proc/cpuinfo", "model name"), runtime.NumCPU(),
			memoryOf(field("/proc/meminfo", "MemTotal")), runtime.GOOS, runtime.GOARCH),
		"- explainer: this repository, " + runtime.Version(),
	}
	for _, t := range chosen {
		switch t.theme {
		case "hugo":
			lines = append(lines, "- Hugo: "+answer(w.path("bin", "hugo"), "version"))
		case "eleventy":
			version := answer("node", w.path("node_modules", "@11ty", "eleventy", "cmd.cjs"), "--version")
			lines = append(lines, "- Eleventy: "+version+", Node "+answer("node", "--version"))
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// answer is what a command prints, in one line.
func answer(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(out))
}

// field is what a file of the system says of a name, or "unknown" on systems that have no such file.
func field(file, name string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// memoryOf prints a count of kilobytes in gigabytes.
func memoryOf(text string) string {
	var kilobytes float64
	if _, err := fmt.Sscanf(text, "%f kB", &kilobytes); err != nil {
		return text
	}
	return fmt.Sprintf("%.0f GB", kilobytes/1e6)
}
