package remote

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"explainer/internal/publish"
)

// fileLimit is the most bytes that are read of one file, unpacked: no file of a site is as large.
const fileLimit = 64 << 20

// asker asks one server for the files of a site.
type asker struct {
	base    *url.URL
	agent   string
	timeout time.Duration
	client  *http.Client
	want    publish.Contents
}

// ask sends one question. The error says in plain words why there is no answer.
func (a asker) ask(ctx context.Context, path string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.base.JoinPath(path).String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", a.agent)
	req.Header.Set("Accept-Encoding", "identity")
	return a.client.Do(req)
}

// unpacked is the body as readers get it from their browsers.
func unpacked(resp *http.Response) (io.Reader, error) {
	switch packing := strings.ToLower(resp.Header.Get("Content-Encoding")); packing {
	case "", "identity":
		return resp.Body, nil
	case "gzip", "x-gzip":
		return gzip.NewReader(resp.Body)
	default:
		return nil, errPacked(packing)
	}
}

// errPacked is of a server that compresses though it was asked not to, in a way that we cannot undo.
type errPacked string

func (e errPacked) Error() string {
	return fmt.Sprintf("it is sent as %q, though plain bytes were asked for", string(e))
}

// manifest is the server's own.
func (a asker) manifest(ctx context.Context) (publish.Contents, error) {
	const instead = "; name the folder that was published with --against"
	ctx, cancel := context.WithTimeout(ctx, a.timeout)
	defer cancel()
	resp, err := a.ask(ctx, publish.ManifestName)
	if err != nil {
		return nil, a.plain(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("for %s the server answers %s: many hosts hide names that begin with a dot%s", publish.ManifestName, status(resp), instead)
	}
	body, err := unpacked(resp)
	var data []byte
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(body, publish.ManifestLimit+1))
	}
	if err != nil {
		return nil, a.plain(err)
	}
	if len(data) > publish.ManifestLimit {
		err = errors.New("it is too large")
	}
	var all publish.Contents
	if err == nil {
		all, err = publish.ParseManifest(data)
	}
	if err != nil {
		return nil, fmt.Errorf("what the server sends for %s cannot be used: %w%s", publish.ManifestName, err, instead)
	}
	return all, nil
}

// fault asks for a file; it has no state where it is as it should be. The error is of a server that does not
// answer, in plain words.
func (a asker) fault(ctx context.Context, path string) (publish.Fault, error) {
	ctx, cancel := context.WithTimeout(ctx, a.timeout)
	defer cancel()
	resp, err := a.ask(ctx, path)
	if away, ok := errors.AsType[errRedirect](err); ok {
		return publish.Fault{Path: path, State: publish.Changed, Why: away.why}, nil
	}
	if err != nil {
		return publish.Fault{}, a.plain(err)
	}
	defer resp.Body.Close()
	switch code := resp.StatusCode; {
	case code == http.StatusOK:
	case code == http.StatusNotFound && path == "404.html": // some servers say so even of the page itself
	case code == http.StatusNotFound, code == http.StatusGone, code == http.StatusForbidden: // what some stores say of what is not there
		return publish.Fault{Path: path, State: publish.Missing, Why: "the server answers " + status(resp)}, nil
	default:
		return publish.Fault{Path: path, State: publish.Unread, Why: "the server answers " + status(resp)}, nil
	}
	if a.isTwin(path) { // which some servers send as if it were what it stands for
		resp.Header.Del("Content-Encoding")
	}
	body, err := unpacked(resp)
	if packed, ok := errors.AsType[errPacked](err); ok {
		return publish.Fault{Path: path, State: publish.Unread, Why: packed.Error()}, nil
	}
	var n int64
	h := sha256.New()
	if err == nil {
		n, err = io.Copy(h, io.LimitReader(body, fileLimit+1))
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return publish.Fault{Path: path, State: publish.Changed, Why: "it is cut short"}, nil
	case errors.Is(err, io.EOF), errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return publish.Fault{Path: path, State: publish.Changed, Why: "it says that it is gzip, and is not"}, nil
	case err != nil:
		return publish.Fault{}, a.plain(err)
	case n > fileLimit:
		return publish.Fault{Path: path, State: publish.Changed, Why: "it is larger than any file of a site"}, nil
	}
	got := [32]byte(h.Sum(nil))
	if got == a.want[path] {
		return publish.Fault{}, nil
	}
	return publish.Fault{Path: path, State: publish.Changed, Why: a.instead(path, got, resp)}, nil
}

// isTwin says whether a file is another one, packed beforehand.
func (a asker) isTwin(path string) bool {
	for _, extension := range []string{".gz", ".br"} {
		if plain, ok := strings.CutSuffix(path, extension); ok {
			_, there := a.want[plain]
			return there
		}
	}
	return false
}

// instead says what came in place of a file, where that is known.
func (a asker) instead(path string, got [32]byte, resp *http.Response) string {
	for _, page := range []string{"404.html", "index.html"} {
		if page != path && a.want[page] == got {
			return "the server sends " + page
		}
	}
	if kind := resp.Header.Get("Content-Type"); strings.HasPrefix(kind, "text/html") && !strings.HasSuffix(path, ".html") {
		return "the server sends a page"
	}
	return ""
}

func status(resp *http.Response) string {
	return strings.TrimSpace(fmt.Sprint(resp.StatusCode, " ", http.StatusText(resp.StatusCode)))
}

// plain says why a server gave no answer, without the words that Go puts before it.
func (a asker) plain(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	dns, unknown := errors.AsType[*net.DNSError](err)
	untrusted, _ := errors.AsType[*tls.CertificateVerificationError](err)
	deadline, slow := errors.AsType[interface {
		error
		Timeout() bool
	}](err)
	switch {
	case unknown && dns.IsNotFound:
		return fmt.Errorf("there is no host %s", dns.Name)
	case untrusted != nil:
		return fmt.Errorf("its certificate cannot be trusted: %w", untrusted.Err)
	case errors.Is(err, context.DeadlineExceeded), slow && deadline.Timeout():
		return fmt.Errorf("no answer, or not all of it, within %s", a.timeout)
	}
	return err
}
