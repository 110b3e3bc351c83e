package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

const (
	// ManifestName is the manifest's path in what was published.
	ManifestName = ".explainer-manifest"
	// ManifestLimit is the most bytes that a manifest may have; 10,000 pages need 1 MB.
	ManifestLimit = 64 << 20
)

const (
	headLine   = "# explainer manifest "
	version    = 2 // 1 where it is not told from what the files were made
	madeLine   = "# made from "
	keptLine   = "# kept one publish longer"
	comingLine = "# coming"
	endLine    = "# end"
)

type hash = [32]byte

// manifest is what we own in an output folder. As a file it is plain text that sha256sum -c can check:
//
//	# explainer manifest 2
//	# made from HASH       of the sources, address and program, as the caller gave it
//	HASH  path             the site's files, sorted by path
//	# kept one publish longer
//	HASH  path             hashed assets of the publish before
//	# coming
//	HASH  path             only while a publish moves files: what is replacing the first list
//	# end
//
// An empty list is left out with its heading. Where nothing is known of the sources their line is left out, and the first
// one ends in 1. It holds nothing that is not public.
type manifest struct {
	from                hash // zero: nothing is known
	files, kept, coming map[string]hash
}

// owns reports whether a path is ours, and whether a file with this hash there is as we wrote it.
func (m manifest) owns(path string) bool {
	_, a := m.files[path]
	_, b := m.kept[path]
	_, c := m.coming[path]
	return a || b || c
}

func (m manifest) wrote(path string, h hash) bool {
	for _, list := range []map[string]hash{m.files, m.kept, m.coming} {
		if got, ok := list[path]; ok && got == h {
			return true
		}
	}
	return false
}

// paths are all paths that are ours, sorted.
func (m manifest) paths() []string {
	all := maps.Clone(m.files)
	if all == nil {
		all = map[string]hash{}
	}
	maps.Copy(all, m.kept)
	maps.Copy(all, m.coming)
	return slices.Sorted(maps.Keys(all))
}

func (m manifest) bytes() []byte {
	b := fmt.Appendf(nil, "%s%d\n", headLine, 1)
	if m.from != (hash{}) {
		b = fmt.Appendf(nil, "%s%d\n%s%x\n", headLine, version, madeLine, m.from)
	}
	b = appendFiles(b, m.files)
	if len(m.kept) > 0 {
		b = appendFiles(append(b, keptLine+"\n"...), m.kept)
	}
	if len(m.coming) > 0 {
		b = appendFiles(append(b, comingLine+"\n"...), m.coming)
	}
	return append(b, endLine+"\n"...)
}

// sum is the hash of the manifest as a file, in hexadecimal.
func (m manifest) sum() string {
	h := sha256.Sum256(m.bytes())
	return hex.EncodeToString(h[:])
}

func appendFiles(b []byte, files map[string]hash) []byte {
	for _, path := range slices.Sorted(maps.Keys(files)) {
		h := files[path]
		b = hex.AppendEncode(b, h[:])
		b = append(b, "  "...)
		b = append(b, path...)
		b = append(b, '\n')
	}
	return b
}

var errCut = errors.New("it is cut short")

// parseManifest reads a manifest, and believes nothing in it that bytes would not have written.
func parseManifest(data []byte) (manifest, error) {
	m := manifest{files: map[string]hash{}, kept: map[string]hash{}, coming: map[string]hash{}}
	first, rest, ok := strings.Cut(string(data), "\n")
	number, known := strings.CutPrefix(first, headLine)
	v, err := strconv.Atoi(number)
	switch {
	case known && ok && err == nil && v > version:
		return m, fmt.Errorf("it was written by a newer explainer (manifest version %d)", v)
	case !known || !ok || err != nil || v < 1 || number != strconv.Itoa(v):
		return m, errors.New("it does not begin as a manifest does")
	}
	n := 2
	if v == version {
		line, after, _ := strings.Cut(rest, "\n")
		digits, known := strings.CutPrefix(line, madeLine)
		if m.from, err = parseHash(digits); !known || err != nil {
			return m, fmt.Errorf("it does not say in line %d what it was made from", n)
		}
		rest, n = after, n+1
	}
	list, last := m.files, ""
	for ; ; n++ {
		line, after, ok := strings.Cut(rest, "\n")
		if !ok {
			return m, errCut
		}
		rest = after
		switch line {
		case endLine:
			if rest != "" {
				return m, fmt.Errorf("something follows its end, line %d", n)
			}
			if !bytes.Equal(m.bytes(), data) {
				return m, errors.New("it was edited") // lists out of order, or headed twice
			}
			return m, nil
		case keptLine:
			list, last = m.kept, ""
			continue
		case comingLine:
			list, last = m.coming, ""
			continue
		}
		h, path, err := parseLine(line)
		if err == nil && path <= last {
			err = errors.New("is out of order")
		}
		if err != nil {
			return m, fmt.Errorf("line %d %w", n, err)
		}
		list[path], last = h, path
	}
}

func parseLine(line string) (h hash, path string, err error) {
	digits, path, ok := strings.Cut(line, "  ")
	if h, err = parseHash(digits); !ok || err != nil {
		return h, "", errors.New("is not a hash and a path")
	}
	if checkPath(path) != nil {
		return h, "", fmt.Errorf("names %q, which is no path of ours", path)
	}
	return h, path, nil
}

// parseHash reads a hash in lower case.
func parseHash(digits string) (h hash, err error) {
	if len(digits) != 2*len(h) || digits != strings.ToLower(digits) {
		return h, errors.New("is not a hash")
	}
	_, err = hex.Decode(h[:], []byte(digits))
	return h, err
}

// readManifest reads the manifest of a folder that is to be published into; known is false where there is none.
func (s *Stage) readManifest() (m manifest, known bool, err error) {
	m, err = s.manifest()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return m, false, nil
	case err != nil:
		return m, true, fmt.Errorf("cannot tell what is ours in %s, since %s/%s cannot be used (%w): move the folder away or empty it, and build again",
			s.dir, s.dir, ManifestName, cause(err))
	}
	return m, true, nil
}

// manifest reads the output's manifest; the error is bare.
func (o *output) manifest() (manifest, error) {
	f, size, err := o.openPlain(ManifestName)
	if err != nil {
		return manifest{}, err
	}
	defer f.Close()
	if size > ManifestLimit {
		return manifest{}, errors.New("it is too large")
	}
	data, err := io.ReadAll(io.LimitReader(f, ManifestLimit))
	if err != nil {
		return manifest{}, err
	}
	return parseManifest(data)
}
