// Command bench-peers races explainer against other generators on one corpus.
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("dir", "", "where the site is written")
	pages := flag.Int("pages", 10, "how many pages it has")
	flag.Parse()
	c := newCorpus(*pages, pageSize)
	write := func(file, text string) {
		file = filepath.Join(*dir, file)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			log.Fatal(err)
		}
	}
	write("content/site.yaml", oursSite)
	write("content/facts.yaml", oursFacts(c.facts))
	for i := range *pages {
		file, text := oursPage(c.page(i, 0), i)
		write(file, text)
	}
}
