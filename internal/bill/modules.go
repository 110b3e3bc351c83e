package bill

// module is what a module is in the program for.
type module struct {
	licence string // an SPDX expression
	door    string // the package that alone imports it; "" where another module does
	why     string // as in ARCHITECTURE.md, where it has a door
	fonts   []string
}

// modules are all that the program is made of, by path.
var modules = map[string]module{
	"github.com/alecthomas/chroma/v2": {licence: "MIT AND OFL-1.1", door: "highlight", why: "colouring code"},
	"github.com/alecthomas/kong":      {licence: "MIT", door: "explainer", why: "commands, flags and help"},
	"github.com/andybalholm/brotli":   {licence: "MIT", door: "pack", why: "packing as browsers take it"},
	"github.com/cockroachdb/apd/v3":   {licence: "Apache-2.0", door: "value", why: "exact decimals"},
	"github.com/dlclark/regexp2/v2":   {licence: "BSD-3-Clause AND MIT", why: "regular expressions of chroma"},
	"github.com/fsnotify/fsnotify":    {licence: "BSD-3-Clause", door: "serve", why: "word of changed files on every system"},
	"github.com/go-fonts/liberation": {
		licence: "BSD-3-Clause AND OFL-1.1", door: "share", why: "serif and sans under an open licence",
		fonts: []string{"Liberation Sans", "Liberation Sans Bold", "Liberation Serif Bold"},
	},
	"github.com/yuin/goldmark": {licence: "MIT", door: "markdown", why: "CommonMark and GFM"},
	"go.yaml.in/yaml/v4":       {licence: "Apache-2.0 AND MIT", door: "decode", why: "a YAML tree with lines and columns"},
	"golang.org/x/image":       {licence: "BSD-3-Clause", door: "share", why: "glyphs as pixels, for share cards"},
	"golang.org/x/net":         {licence: "BSD-3-Clause", door: "build", why: "what readers see of a finished page"},
	"golang.org/x/sys":         {licence: "BSD-3-Clause", door: "publish", why: "one syncfs for a whole publish"},
	"golang.org/x/text":        {licence: "BSD-3-Clause", why: "how x/image reads the names in a font"},
}
