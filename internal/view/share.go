package view

// Share is what other sites and machines read of a page. A page has it where the site has a public address:
// every address in it is absolute.
type Share struct {
	URL    string
	Locale string // en_GB
	Image  string // of the card; "" where there is none
	Alt    string // the words on the card
	Width  int    // of the card, pixels
	Height int
	Data   Linked
}

// Linked is what a page says of itself in the words of schema.org. Figures in it are the printed values of
// facts, as text. Type is the type of each node.
type Linked struct {
	Context     string     `json:"@context"`
	Type        string     `json:"@type"` // Article, CollectionPage or Dataset
	Headline    string     `json:"headline,omitempty"`
	Name        string     `json:"name,omitempty"`
	Description string     `json:"description,omitempty"`
	URL         string     `json:"url"`
	Image       string     `json:"image,omitempty"`
	Language    string     `json:"inLanguage,omitempty"`
	Modified    string     `json:"dateModified,omitempty"`
	Publisher   *Named     `json:"publisher,omitempty"`
	IsPartOf    *Named     `json:"isPartOf,omitempty"`
	Files       []Download `json:"distribution,omitempty"`
	Variables   []Property `json:"variableMeasured,omitempty"`
	Parts       []Saying   `json:"hasPart,omitempty"`
}

// Named is an Organization or a WebSite.
type Named struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Download is a DataDownload: one of the files of facts.
type Download struct {
	Type     string `json:"@type"`
	Encoding string `json:"encodingFormat"`
	URL      string `json:"contentUrl"`
}

// Property is a PropertyValue: one fact.
type Property struct {
	Type        string `json:"@type"`
	ID          string `json:"propertyID"`
	Name        string `json:"name"`
	Value       string `json:"value"`
	Description string `json:"description"` // its status and date
}

// Saying is a Claim: what a source says that this site does not.
type Saying struct {
	Type     string `json:"@type"`
	Name     string `json:"name"` // what it is about
	Text     string `json:"text"`
	Author   *Named `json:"author,omitempty"`
	Citation Work   `json:"citation"`
}

// Work is a CreativeWork: a source.
type Work struct {
	Type      string `json:"@type"`
	Name      string `json:"name"`
	URL       string `json:"url,omitempty"`
	Published string `json:"datePublished,omitempty"`
}
