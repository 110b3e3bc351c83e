package lsp

import "encoding/json"

// The part of the Language Server Protocol, version 3.17, that this server speaks. Lines and characters count from 0.

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"` // in units of the encoding that was agreed on
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type location struct {
	URI   string `json:"uri"`
	Range span   `json:"range"`
}

type initializeParams struct {
	RootURI      string   `json:"rootUri"`
	Folders      []folder `json:"workspaceFolders"`
	Capabilities struct {
		General struct {
			Encodings []string `json:"positionEncodings"`
		} `json:"general"`
		Workspace struct {
			Watched struct {
				Dynamic bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
		} `json:"workspace"`
		TextDocument struct {
			Diagnostics struct {
				Related bool `json:"relatedInformation"`
			} `json:"publishDiagnostics"`
			Hover struct {
				Formats []string `json:"contentFormat"`
			} `json:"hover"`
		} `json:"textDocument"`
	} `json:"capabilities"`
}

type folder struct {
	URI string `json:"uri"`
}

type initializeResult struct {
	Capabilities capabilities `json:"capabilities"`
	Info         serverInfo   `json:"serverInfo"`
}

type serverInfo struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

type capabilities struct {
	Encoding    string            `json:"positionEncoding"`
	Sync        syncOptions       `json:"textDocumentSync"`
	Completion  completionOptions `json:"completionProvider"`
	Hover       bool              `json:"hoverProvider"`
	Definition  bool              `json:"definitionProvider"`
	References  bool              `json:"referencesProvider"`
	Symbols     bool              `json:"documentSymbolProvider"`
	CodeActions actionOptions     `json:"codeActionProvider"`
	Rename      renameOptions     `json:"renameProvider"`
}

type syncOptions struct {
	OpenClose bool `json:"openClose"`
	Change    int  `json:"change"` // 2: what changed, not the whole text
	Save      bool `json:"save"`
}

type completionOptions struct {
	Triggers []string `json:"triggerCharacters"`
}

type actionOptions struct {
	Kinds []string `json:"codeActionKinds"`
}

type renameOptions struct {
	Prepare bool `json:"prepareProvider"`
}

// documentParams names a document, and for most requests a place in it.
type documentParams struct {
	Document struct {
		URI     string  `json:"uri"`
		Version int     `json:"version"`
		Text    *string `json:"text"`
	} `json:"textDocument"`
	Position position `json:"position"`
}

type changeParams struct {
	documentParams
	Changes []contentChange `json:"contentChanges"`
}

type contentChange struct {
	Range *span  `json:"range"` // nil: Text is the whole document
	Text  string `json:"text"`
}

type referenceParams struct {
	documentParams
	Context struct {
		Declaration bool `json:"includeDeclaration"`
	} `json:"context"`
}

type renameParams struct {
	documentParams
	Name string `json:"newName"`
}

type actionParams struct {
	documentParams
	Range   span `json:"range"`
	Context struct {
		Only []string `json:"only"`
	} `json:"context"`
}

type publishParams struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version,omitempty"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type diagnostic struct {
	Range    span        `json:"range"`
	Severity int         `json:"severity"` // 1: error, 2: warning
	Code     string      `json:"code"`
	About    *codeAbout  `json:"codeDescription,omitempty"`
	Source   string      `json:"source"`
	Message  string      `json:"message"`
	Related  []relatedTo `json:"relatedInformation,omitempty"`
}

type codeAbout struct {
	Href string `json:"href"`
}

type relatedTo struct {
	Location location `json:"location"`
	Message  string   `json:"message"`
}

type completionList struct {
	Incomplete bool             `json:"isIncomplete"`
	Items      []completionItem `json:"items"`
}

type completionItem struct {
	Label  string   `json:"label"`
	Kind   int      `json:"kind"`
	Detail string   `json:"detail,omitempty"`
	Doc    string   `json:"documentation,omitempty"`
	Sort   string   `json:"sortText"`
	Filter string   `json:"filterText"`
	Edit   textEdit `json:"textEdit"`
}

// Kinds of completion items, and of symbols, by what their icons say.
const (
	itemField     = 5
	itemProperty  = 10
	itemUnit      = 11
	itemValue     = 12
	itemFile      = 17
	itemReference = 18
	itemConstant  = 21
	itemEvent     = 23

	symbolField    = 8
	symbolConstant = 14
	symbolObject   = 19
	symbolKey      = 20
	symbolEvent    = 24
)

type textEdit struct {
	Range span   `json:"range"`
	Text  string `json:"newText"`
}

type workspaceEdit struct {
	Changes map[string][]textEdit `json:"changes"`
}

type hover struct {
	Contents markup `json:"contents"`
	Range    span   `json:"range"`
}

type markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type codeAction struct {
	Title       string        `json:"title"`
	Kind        string        `json:"kind"`
	Diagnostics []diagnostic  `json:"diagnostics,omitempty"`
	Preferred   bool          `json:"isPreferred,omitempty"`
	Edit        workspaceEdit `json:"edit"`
}

type symbol struct {
	Name      string `json:"name"`
	Detail    string `json:"detail,omitempty"`
	Kind      int    `json:"kind"`
	Range     span   `json:"range"`
	Selection span   `json:"selectionRange"`
}

type logParams struct {
	Type    int    `json:"type"` // 1: error
	Message string `json:"message"`
}

type registrations struct {
	Registrations []registration `json:"registrations"`
}

type registration struct {
	ID      string   `json:"id"`
	Method  string   `json:"method"`
	Options watchers `json:"registerOptions"`
}

type watchers struct {
	Watchers []watcher `json:"watchers"`
}

type watcher struct {
	Glob string `json:"globPattern"`
}

type watchedParams struct {
	Changes []struct {
		URI string `json:"uri"`
	} `json:"changes"`
}

type cancelParams struct {
	ID json.RawMessage `json:"id"`
}
