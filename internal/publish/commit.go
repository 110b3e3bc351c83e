package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
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

// Commit moves what was put into place, and removes what is no longer part of the site. It first checks
// that nothing of ours was edited and that nothing of others is in the way; an error before the first
// move leaves the folder untouched, and one later leaves every file whole, for the next publish to mend.
// The stage is used up either way.
func (s *Stage) Commit() (Summary, error) {
	s.mu.Lock()
	ended, failed := s.done, s.failed
	s.done = true
	s.mu.Unlock()
	if ended {
		return Summary{}, fmt.Errorf("cannot publish into %s: the publish has ended", s.dir)
	}
	var sum Summary
	err := failed
	if err == nil {
		sum, err = s.commit()
	}
	if gone := s.removeStage(); err == nil {
		err = gone
	}
	s.close(err != nil)
	return sum, err
}

func (s *Stage) commit() (Summary, error) {
	p, err := s.plan()
	if err != nil || !p.changed {
		return p.sum, err
	}
	if err := s.ready(p); err != nil {
		return Summary{}, err
	}
	during := p.during(s.old, s.entries)
	if err := s.write(manifestName, "during", during.bytes()); err != nil {
		return Summary{}, err
	}
	if err := s.write(manifestName, "final", p.next.bytes()); err != nil {
		return Summary{}, err
	}
	if s.sync {
		if err := syncStage(s.stage); err != nil {
			return Summary{}, fmt.Errorf("cannot make the files for %s durable: %w", s.dir, cause(err))
		}
	}
	if err := s.apply(p); err != nil {
		return Summary{}, err
	}
	return p.sum, nil
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
	all := make(map[string]hash, len(s.entries))
	for path, e := range s.entries {
		all[path] = e.hash
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
	return s.settle(p, all), nil
}

// settle puts a plan in order, and finds out whether it does anything. A publish that changes nothing
// counts as none, so it does not let the kept assets go.
func (s *Stage) settle(p plan, all map[string]hash) plan {
	p.changed = len(p.moves) > 0 || len(s.old.coming) > 0 || !maps.Equal(p.next.files, s.old.files)
	if !p.changed {
		p.next.kept, p.removes = s.old.kept, nil
	}
	slices.SortFunc(p.moves, func(a, b string) int {
		if d := step(a) - step(b); d != 0 {
			return d
		}
		return compare(a, b)
	})
	lines := sha256.Sum256(appendFiles(nil, all))
	p.sum.Hash = hex.EncodeToString(lines[:])
	p.sum.Written, p.sum.Removed, p.sum.Kept = len(p.moves), len(p.removes), len(p.next.kept)
	return p
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
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

// ready asks, before anything changes, whether the system would refuse one of the moves.
func (s *Stage) ready(p plan) error {
	if _, err := s.stageRoot(); err != nil {
		return err
	}
	asked := map[string]bool{}
	for _, file := range slices.Concat([]string{manifestName}, p.folders, p.moves, p.removes) {
		d := path.Dir(file)
		if !asked[d] && !slices.Contains(p.folders, d) {
			asked[d] = true
			if err := mayWrite(s.lock, d); err != nil {
				return fmt.Errorf("cannot publish into %s: %w", path.Join(s.dir, d), err)
			}
		}
		if s.fresh {
			continue
		}
		if err := mayReplace(s.lock, file); err != nil {
			return fmt.Errorf("cannot replace %s/%s: %w", s.dir, file, err)
		}
	}
	return nil
}

// apply moves and removes. Each group of moves is durable before the next begins, so that after a power
// cut, too, no page stands without its assets and nothing is gone that a page asks for.
func (s *Stage) apply(p plan) error {
	if err := s.move("during", manifestName); err != nil {
		return err
	}
	touched := map[string]bool{".": true}
	for _, d := range p.folders {
		if err := s.root.Mkdir(d, 0o755); err != nil {
			return fmt.Errorf("cannot make %s/%s: %w", s.dir, d, cause(err))
		}
		touched[path.Dir(d)] = true
	}
	if err := s.settleFolders(touched); err != nil {
		return err
	}
	for i, file := range p.moves {
		if err := s.move(s.entries[file].staged, file); err != nil {
			return err
		}
		touched[path.Dir(file)] = true
		if i+1 == len(p.moves) || step(p.moves[i+1]) != step(file) {
			if err := s.settleFolders(touched); err != nil {
				return err
			}
		}
	}
	if err := s.remove(p.removes, touched); err != nil {
		return err
	}
	if err := s.settleFolders(touched); err != nil {
		return err
	}
	if err := s.move("final", manifestName); err != nil {
		return err
	}
	return s.settleFolders(map[string]bool{".": true})
}

func (s *Stage) move(staged, to string) error {
	if err := s.root.Rename(stageName+"/"+staged, to); err != nil {
		return fmt.Errorf("cannot move %s into %s: %w", to, s.dir, cause(err))
	}
	return nil
}

// remove removes files, and the folders that they leave empty.
func (s *Stage) remove(files []string, touched map[string]bool) error {
	for _, file := range files {
		if err := s.root.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("cannot remove %s/%s: %w", s.dir, file, cause(err))
		}
		d := path.Dir(file)
		for d != "." && s.root.Remove(d) == nil {
			delete(touched, d)
			d = path.Dir(d)
		}
		touched[d] = true
	}
	return nil
}

// settleFolders makes the names in some folders durable, and empties the set.
func (s *Stage) settleFolders(touched map[string]bool) error {
	for _, d := range slices.Sorted(maps.Keys(touched)) {
		delete(touched, d)
		if !s.sync {
			continue
		}
		f, err := s.root.Open(d)
		if err == nil {
			err = syncFolder(f)
			f.Close()
		}
		if err != nil {
			return fmt.Errorf("cannot make %s durable: %w", path.Join(s.dir, d), cause(err))
		}
	}
	return nil
}
