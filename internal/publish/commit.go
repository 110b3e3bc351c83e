package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
)

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
	if err := s.write(ManifestName, "during", during.bytes()); err != nil {
		return Summary{}, err
	}
	if err := s.write(ManifestName, "final", p.next.bytes()); err != nil {
		return Summary{}, err
	}
	if s.sync {
		if err := syncStage(s.lock); err != nil {
			return Summary{}, fmt.Errorf("cannot make the files for %s durable: %w", s.dir, cause(err))
		}
	}
	if err := s.apply(p); err != nil {
		return Summary{}, err
	}
	return p.sum, nil
}

// ready asks, before anything changes, whether the system would refuse one of the moves.
func (s *Stage) ready(p plan) error {
	if _, err := s.stageRoot(); err != nil {
		return err
	}
	asked := map[string]bool{}
	for _, file := range slices.Concat([]string{ManifestName}, p.folders, p.moves, p.removes) {
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
	if err := s.move("during", ManifestName); err != nil {
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
	if err := s.move("final", ManifestName); err != nil {
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
