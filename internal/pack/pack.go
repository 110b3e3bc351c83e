// Package pack makes the smaller twins of published files.
//
// They are packed once, as small as it goes, for hosts that send them as they are.
package pack

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"slices"

	"github.com/andybalholm/brotli"
)

// Twin is a packed copy of a file, under the name by which hosts look for it: index.html.gz, index.html.br.
type Twin struct {
	Path string
	Data []byte
}

// texts are the extensions of files that shrink. Pictures and fonts are packed as they are.
var texts = []string{".html", ".css", ".js", ".mjs", ".json", ".csv", ".xml", ".txt", ".svg", ".webmanifest"}

// methods pack as small as they can: a file is packed once and sent often. Neither writes a time or a name, so that
// equal files have equal twins.
var methods = []method{
	{
		".gz",
		func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) },
		func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	},
	{
		".br",
		func(w io.Writer) (io.WriteCloser, error) {
			return brotli.NewWriterLevel(w, brotli.BestCompression), nil
		},
		func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	},
}

type method struct {
	extension string
	pack      func(io.Writer) (io.WriteCloser, error)
	unpack    func(io.Reader) (io.Reader, error)
}

// holds says whether a twin unpacks to data.
func (m method) holds(twin, data []byte) bool {
	if len(twin) == 0 {
		return false
	}
	r, err := m.unpack(bytes.NewReader(twin))
	if err != nil {
		return false
	}
	got, err := io.ReadAll(io.LimitReader(r, int64(len(data))+1)) // and no more: it may be anything
	return err == nil && bytes.Equal(got, data)
}

// Twins packs a file, if it is a text and gets smaller. Published gives the bytes of a file of the last publish, nil
// where there is none: a twin that unpacks to the same bytes is taken over, since packing is slow.
func Twins(name string, data []byte, published func(path string) []byte) ([]Twin, error) {
	if !slices.Contains(texts, path.Ext(name)) {
		return nil, nil
	}
	var twins []Twin
	for _, m := range methods {
		twin := Twin{name + m.extension, published(name + m.extension)}
		if !m.holds(twin.Data, data) {
			var b bytes.Buffer
			w, err := m.pack(&b)
			if err == nil {
				_, err = w.Write(data)
			}
			if err == nil {
				err = w.Close()
			}
			if err != nil {
				return nil, fmt.Errorf("cannot pack %s: %w", name, err)
			}
			twin.Data = b.Bytes()
		}
		if len(twin.Data) < len(data) {
			twins = append(twins, twin)
		}
	}
	return twins, nil
}
