package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// startOld is what Neovim 0.7 lacks of the set-up in docs/editors.md.
const startOld = `
vim.lsp.start = vim.lsp.start or function(config)
  local running = vim.lsp.get_active_clients()[1]
  vim.lsp.buf_attach_client(0, running and running.id or vim.lsp.start_client(config))
end
`

// TestNeovim drives a real editor, set up as docs/editors.md tells: it opens a page with a fault, sees the finding,
// completes, mends it and sees it go, hovers, and goes to the definition. Nothing of it is saved.
func TestNeovim(t *testing.T) {
	drives(t)
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		lacks(t, "no Neovim was found: `make test` as root installs Debian's, or install it from your system's packages")
	}
	root := t.TempDir()
	if err := overlay(root, os.DirFS("testdata/site")); err != nil {
		t.Fatal(err)
	}
	if err := recorded(root); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(root, "content", "index.md")
	faulty := strings.Replace(string(read(t, page)), "is <fact:stake>", "is <fact:stak>", 1)
	if err := os.WriteFile(page, []byte(faulty), 0o644); err != nil {
		t.Fatal(err)
	}
	_, setup, found := strings.Cut(string(read(t, "../../docs/editors.md")), "```lua\n")
	setup, _, closed := strings.Cut(setup, "```")
	if !found || !closed {
		t.Fatal("docs/editors.md does not set Neovim up")
	}
	script := filepath.Join(root, "editor.lua")
	if err := os.WriteFile(script, []byte(startOld+setup+string(read(t, "testdata/editor.lua"))), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, nvim, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile "+script)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1777593600", "XDG_STATE_HOME="+root, "XDG_CACHE_HOME="+root) // 1 May 2026
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s%s", err, out.String(), errs.String())
	}
	want := `findings fact-unknown
completion stake,worth
action Write stake
mended The stake is <fact:stake>, a [share](word:share) worth <fact:worth>.
hover **27%**  Stake in the company / ` + "`stake`" + ` · confirmed · as of 31 January 2026 / - Example Ltd, Annual report: 27% (agrees)
under fact:nope
definition facts.yaml   stake:
references 4`
	if strings.TrimSpace(out.String()) != want {
		t.Errorf("the author sees\n%s%s\n(-want +seen)\n%s", out.String(), errs.String(), cmp.Diff(want, strings.TrimSpace(out.String())))
	}
	if string(read(t, page)) != faulty {
		t.Error("the page was saved")
	}
}
