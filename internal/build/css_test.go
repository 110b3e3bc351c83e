package build

import (
	"bytes"
	"testing"

	"explainer/static"
)

func TestSqueeze(t *testing.T) {
	for in, want := range map[string]string{
		"":                                    "",
		"  a  {  b : c ;  }  ":                "a{b :c}",
		"a > b , c d{x:y}":                    "a>b,c d{x:y}",
		"a :hover b{x:y}":                     "a :hover b{x:y}",
		"a /* x */ b{/* y */x:y;/* z */}":     "a b{x:y}",
		"a/* x */b{x:y}":                      "a/**/b{x:y}",
		"a/* x */.b{x:1px/**/2px}":            "a/**/.b{x:1px/**/2px}",
		"/*! licence */ a{}":                  "/*! licence */ a{}",
		"@media (min-width: 4px) and (x){a}":  "@media (min-width:4px) and (x){a}",
		"a{x: calc( 1px + -2px )}":            "a{x:calc(1px + -2px)}",
		`a::before { content: " /* { ; } " }`: `a::before{content:" /* { ; } "}`,
		`a{content:"\"  x"; b:'  ;}'}`:        `a{content:"\"  x";b:'  ;}'}`,
		"a{b:url( data:x,/*y*/ ; ) ; }":       "a{b:url( data:x,/*y*/ ; )}",
		`a{b:url( " ) ; " ) }`:                `a{b:url( " ) ; " )}`,
		`.\31  .b{}`:                          `.\31  .b{}`,
		`.\31 2 , c{}`:                        `.\31 2,c{}`,
		`.a\{  b{}`:                           `.a\{ b{}`,
		`.a\  b{}`:                            `.a\  b{}`,
		"a{--x: ; }":                          "a{--x:}",
		"a{b:c; ;;}":                          "a{b:c}",
		`a{--x:\;}`:                           `a{--x:\;}`,
		`.a\: .b{}`:                           `.a\: .b{}`,
		"a{b:c /* never ends ; }":             "a{b:c /* never ends ; }",
		"a{b:\"  x\n  \"  }":                  "a{b:\"  x\n  \"  }",
		"a{b:url(  x  ":                       "a{b:url(  x  ",
		`a{b:  c\`:                            `a{b:c\`,
	} {
		if got := string(squeeze([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// FuzzSqueeze: what is squeezed cannot be squeezed again, and nothing is put in but spaces and seams.
func FuzzSqueeze(f *testing.F) {
	theme, err := static.FS.ReadFile("style.css")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(theme)
	f.Add([]byte(`a/**/b{x:url( "y" );content:'\31  '}/*! z */`))
	f.Fuzz(func(t *testing.T, css []byte) {
		once := squeeze(css)
		if twice := squeeze(once); !bytes.Equal(once, twice) {
			t.Errorf("%q becomes %q, and then %q", css, once, twice)
		}
	})
}
