package main

import "strings"

// samples are fences of code; NAME and OTHER stand for words of the vocabulary.
var samples = []string{
	"```go\n" + `// NAME counts what every OTHER holds.
func NAME(sheds []shed) (total int, err error) {
	for _, s := range sheds {
		if s.closed {
			continue // nobody is there to ask
		}
		n, err := s.count("OTHER")
		if err != nil {
			return total, fmt.Errorf("NAME of %s: %w", s.name, err)
		}
		total += n
	}
	return total, nil
}
` + "```\n",
	"```python\n" + `class NAME:
    """Keeps a list of every OTHER that was seen."""

    def __init__(self, limit=None):
        self.limit = limit
        self.seen = []

    def add(self, item):
        if self.limit is not None and len(self.seen) == self.limit:
            raise ValueError("no room for another OTHER")
        self.seen.append(item)
        return sorted(self.seen, key=lambda entry: entry.name)
` + "```\n",
	"```javascript\n" + `export async function NAME(address, options = {}) {
  const answer = await fetch(address, { method: "GET", ...options });
  if (!answer.ok) {
    throw new Error("the OTHER did not answer");
  }
  const list = await answer.json();
  return list.filter((entry) => entry.open).map((entry) => entry.name);
}
` + "```\n",
	"```sql\n" + `SELECT place.name, sum(NAME.amount) AS total
FROM NAME
JOIN place ON place.id = NAME.place
WHERE place.kind = 'OTHER' AND NAME.closed IS NULL
GROUP BY place.name
ORDER BY total DESC;
` + "```\n",
	"```bash\n" + `#!/usr/bin/env bash
set -euo pipefail
# Copies every NAME that has an OTHER beside it.
for file in "$SOURCE"/*.NAME; do
	if [ -e "$file.OTHER" ]; then
		cp -- "$file" "$TARGET/"
	else
		echo "no OTHER beside $file" >&2
	fi
done
` + "```\n",
	"```yaml\n" + `NAME:
  title: A list of places
  open: true
  places:
    - name: OTHER
      keeper: nobody
      notes: [dry, quiet, near the water]
    - name: gate
      keeper: "the same"
` + "```\n",
}

// sample is a block of code in one of six languages.
func (p prose) sample() string {
	return strings.NewReplacer("NAME", p.of(things), "OTHER", p.of(nouns)).Replace(samples[p.IntN(len(samples))])
}
