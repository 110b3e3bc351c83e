package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// editors are how real programs put $NEW in the place of $OLD in $FILE, a file below $SITE; each waits a little before and
// after, with whatever it leaves beside the file meanwhile. The first word is the program.
var editors = map[string]string{
	"vim":                  `vim -N -u NONE -es -c "set swapfile|sleep 100m|%s/$OLD/$NEW/|w|sleep 100m|q" $FILE`,
	"vim backupcopy=yes":   `vim -N -u NONE -es -c "set swapfile backup backupcopy=yes|%s/$OLD/$NEW/|w|sleep 100m|q" $FILE`,
	"vim backupcopy=no":    `vim -N -u NONE -es -c "set swapfile backup backupcopy=no|%s/$OLD/$NEW/|w|sleep 100m|q" $FILE`,
	"nvim":                 `nvim -u NONE --headless -c "set directory=. backup backupdir=.|%s/$OLD/$NEW/|w|sleep 100m|q" $FILE`,
	"emacs":                `emacs -Q --batch $FILE --eval "(progn (goto-char 1) (replace-string \"$OLD\" \"$NEW\") (sleep-for 0.1) (save-buffer) (insert \" \") (do-auto-save) (sleep-for 0.1))"`,
	"nano":                 `nano --version >/dev/null; (sleep 0.3; printf "\034$OLD\r$NEW\rA"; sleep 0.3; printf "\023"; sleep 0.2; printf "\030") | TERM=xterm script -qec "nano -I $FILE" /dev/null`,
	"sed":                  `sed -i s/$OLD/$NEW/ $FILE`,
	"perl":                 `perl -pi -e s/$OLD/$NEW/ $FILE`,
	"rsync":                `rsync --version >/dev/null; cp -r $SITE $COPY; sed -i s/$OLD/$NEW/ $COPY/${FILE#$SITE}; rsync -rc --delete $COPY/ $SITE/; rm -r $COPY`,
	"rsync --inplace":      `rsync --version >/dev/null; cp -r $SITE $COPY; sed -i s/$OLD/$NEW/ $COPY/${FILE#$SITE}; rsync -rc --inplace $COPY/ $SITE/; rm -r $COPY`,
	"ln":                   `ln --version >/dev/null; sed s/$OLD/$NEW/ $FILE >$COPY; name=$NEW-${FILE##*/}; mv $COPY $SITE/$name; ln -sf ../$name $FILE`,
	"git checkout, and it": `git init -q $SITE; cd $SITE; git add .; git commit -qm one; git checkout -qb $NEW; sed s/$OLD/$NEW/ $FILE >$COPY; cat $COPY >$FILE; git commit -qam two; git checkout -q -; git checkout -q $NEW; rm -rf .git $COPY`,
}

// said is what a server has said, from any goroutine.
type said struct {
	mu sync.Mutex
	bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Buffer.Write(p)
}

func (s *said) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.String()
}

// TestEditors saves files of a site that is served with real editors and other programs: each save is shown, and what
// they leave beside a file, or make of it for a moment, is never told as a fault.
func TestEditors(t *testing.T) {
	drives(t)
	base, err := os.ReadFile("../../templates/base.html")
	if err != nil {
		t.Fatal(err)
	}
	for way, command := range editors {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			program, _, _ := strings.Cut(command, " ")
			if _, err := exec.LookPath(program); err != nil && program == "vim" {
				lacks(t, "there is no "+program) // .ci/tools brings it
			} else if err != nil {
				t.Skip("there is no " + program)
			}
			root := t.TempDir()
			texts := map[string]string{
				"content/saved.md":    "---\ntitle: A page that is saved\ndescription: It is saved.\n---\nThe page is save-a.\n",
				"static/security.txt": "The file is save-a.\n",
				"templates/base.html": strings.Replace(string(base), "</body>", "<p>The layout is save-a.</p>\n</body>", 1),
			}
			err := overlay(root, os.DirFS("testdata/site"))
			for name, text := range texts {
				path := filepath.Join(root, name)
				err = errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644))
			}
			if err = errors.Join(err, recorded(root)); err != nil {
				t.Fatal(err)
			}
			log := &said{}
			l := &live{t: t, root: root, address: "127.0.0.1:0", log: log}
			l.start()
			defer func() { l.stop() }()
			until := func(what string, so func() bool) {
				t.Helper()
				for end := time.Now().Add(20 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
					if time.Now().After(end) {
						t.Fatalf("%s: never; the log:\n%s", what, log.text())
					}
				}
			}
			until("the first build", func() bool { return strings.Contains(log.text(), "built ") })
			for name := range texts {
				where := map[bool]string{true: "security.txt", false: "saved.html"}[name == "static/security.txt"]
				for _, step := range []string{"save-a save-b", "save-b save-c", "save-c save-d"} {
					was, is, _ := strings.Cut(step, " ")
					builds := strings.Count(log.text(), "built ")
					cmd := exec.Command("sh", "-ec", command)
					cmd.Env = append(os.Environ(), "FILE="+filepath.Join(root, name), "OLD="+was, "NEW="+is, "SITE="+root, "COPY="+filepath.Join(t.TempDir(), "copy"),
						"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.org")
					if out, err := cmd.CombinedOutput(); err != nil {
						t.Fatalf("%v\n%s", err, out)
					}
					until(step+" of "+name, func() bool { return strings.Count(log.text(), "built ") > builds })
					until(step+" of "+name+" in "+where, func() bool { return strings.Contains(l.get(where), is+".") })
				}
			}
			if text := log.text(); strings.Contains(text, "error") || strings.Contains(text, "last good state") {
				t.Errorf("a fault was told:\n%s", text)
			}
		})
	}
}
