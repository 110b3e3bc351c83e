package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// plan is what a commit will do, found before anything changes.
type plan struct {
	next    manifest        // what we own afterwards
	present map[string]hash // what is ours and there now, with the hash that it has
	moves   []string        // paths to move into place, in order
	removes []string
	folders []string // folders to make, outer before inner
	sum     Summary
	changed bool
}

// during is the manifest for as long as files are moved: each path with the hash that it has and the one
// that it gets, so that whatever a crash leaves is known to be ours.
func (p plan) during(old manifest, entries map[string]*entry) manifest {
	m := manifest{files: map[string]hash{}, kept: map[string]hash{}, coming: map[string]hash{}}
	for path, h := range p.present {
		if _, kept := old.kept[path]; kept {
			m.kept[path] = h
		} else {
			m.files[path] = h
		}
	}
	for _, path := range p.moves {
		m.coming[path] = entries[path].hash
	}
	return m
}

// plan compares the site with the manifest and the disk.
func (s *Stage) plan() (plan, error) {
	p := plan{next: manifest{files: map[string]hash{}, kept: map[string]hash{}}, present: map[string]hash{}}
	var edited, foreign []string
	for path, e := range s.entries {
		p.sum.Bytes += e.size
		if e.staged == "" {
			p.sum.Unchanged++
			if s.old.owns(path) { // a deploy file made by hand, with our bytes, stays its maker's
				p.next.files[path], p.present[path] = e.hash, e.hash
			}
			continue
		}
		p.next.files[path] = e.hash
		p.moves = append(p.moves, path)
		switch state, h, err := s.look(path); {
		case err != nil:
			return plan{}, err
		case state == ours:
			p.present[path] = h
		case state == edit:
			edited = append(edited, path)
		case state == alien:
			foreign = append(foreign, path)
		}
	}
	for _, path := range s.old.paths() {
		if _, ok := s.entries[path]; ok {
			continue
		}
		state, h, err := s.look(path)
		if err != nil {
			return plan{}, err
		}
		if state == ours {
			p.present[path] = h
		}
		_, wasKept := s.old.kept[path]
		switch {
		case state == edit:
			edited = append(edited, path)
		case state == absent:
		case hashedAsset(path) && !wasKept:
			p.next.kept[path] = h
		default:
			p.removes = append(p.removes, path)
		}
	}
	if len(foreign) > 0 {
		return plan{}, fmt.Errorf("%s holds files that explainer did not put there, under names that the site needs (%s): move them away, or publish into another folder with --output",
			s.dir, some(foreign))
	}
	if len(edited) > 0 {
		return plan{}, fmt.Errorf("files in %s were changed after they were published (%s): take the changes into the site's own files, delete those files, and build again",
			s.dir, some(edited))
	}
	if err := s.planFolders(&p); err != nil {
		return plan{}, err
	}
	return s.settle(p), nil
}

// settle puts a plan in order, and finds out whether it does anything. A publish that changes no file
// counts as none, so it does not let the kept assets go, also where other sources came to the same.
func (s *Stage) settle(p plan) plan {
	if len(p.next.files) == len(s.entries) { // each file is ours, so that the manifest is all that there is to tell
		p.next.from = s.from
	}
	p.changed = len(p.moves) > 0 || len(s.old.coming) > 0 || !maps.Equal(p.next.files, s.old.files)
	if !p.changed {
		p.next.kept, p.removes = s.old.kept, nil
	}
	p.changed = p.changed || p.next.from != s.old.from
	slices.SortFunc(p.moves, func(a, b string) int {
		if d := step(a) - step(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	p.sum.Hash = p.next.sum()
	p.sum.Written, p.sum.Removed, p.sum.Kept = len(p.moves), len(p.removes), len(p.next.kept)
	return p
}

// state is what stands at a path of the output.
type state uint8

const (
	absent state = iota
	ours         // as we wrote it
	edit         // ours, but changed, or no longer a plain file
	alien        // not ours
)

func (s *Stage) look(path string) (state, hash, error) {
	if s.fresh {
		return absent, hash{}, nil
	}
	h, err := s.hashOf(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return absent, h, nil
	case err == nil && s.old.wrote(path, h):
		return ours, h, nil
	case err == nil || errors.Is(err, errNotPlain):
		if s.old.owns(path) {
			return edit, h, nil
		}
		return alien, h, nil
	}
	return absent, h, fmt.Errorf("cannot read %s/%s: %w", s.dir, path, cause(err))
}

// planFolders finds the folders that are missing, and refuses to go through what is not a folder.
func (s *Stage) planFolders(p *plan) error {
	need := map[string]bool{}
	for _, file := range p.moves {
		for d := path.Dir(file); d != "."; d = path.Dir(d) {
			need[d] = true
		}
	}
	for _, d := range slices.Sorted(maps.Keys(need)) {
		info, err := s.root.Lstat(d)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			p.folders = append(p.folders, d)
		case err != nil:
			return fmt.Errorf("cannot look at %s/%s: %w", s.dir, d, cause(err))
		case !info.IsDir():
			return fmt.Errorf("cannot publish into %s/%s: it is not a plain folder; move it away and build again", s.dir, d)
		}
	}
	return nil
}
