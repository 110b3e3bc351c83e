package site

// Name is a name that may be typed, and what it stands for.
type Name struct{ ID, Means string }

// Sources names each source, in the order of the facts file.
func (a *Answers) Sources() []Name {
	var names []Name
	for _, s := range a.ix.Sheet.Sources {
		names = append(names, Name{s.ID, s.Cite()})
	}
	return names
}

// Pages names each page by its title, those that are made from data last.
func (a *Answers) Pages() []Name {
	var names []Name
	for _, m := range a.ix.Pages {
		names = append(names, Name{m.Name, a.ix.Plain(m.Title)})
	}
	return names
}
