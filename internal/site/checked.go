package site

import (
	"explainer/internal/fact"
	"explainer/internal/value"
)

// readChecked works out of each fact when it was last checked, from the facts file alone: no clock has a say
// in what a page shows. A fact was checked when one of the sources that claim it was last read; a derived
// fact when the one of its inputs was that was checked least recently. A fact is left out where nobody wrote
// down when its sources were read.
func (ix *Index) readChecked() {
	ix.checked = map[string]value.Date{}
	for _, f := range ix.Sheet.Facts {
		ix.readCheckedOf(f, map[string]bool{})
	}
}

// readCheckedOf needs the ids that it came by, since a broken sheet may hold a circle.
func (ix *Index) readCheckedOf(f *fact.Fact, by map[string]bool) value.Date {
	if d, known := ix.checked[f.ID]; known || by[f.ID] {
		return d
	}
	by[f.ID] = true
	var d value.Date
	if f.Derived() {
		var inputs []value.Date
		for _, r := range f.Expr.Refs() {
			if in := ix.Sheet.Fact(r.ID); in != nil {
				inputs = append(inputs, ix.readCheckedOf(in, by))
			}
		}
		d = oldest(inputs)
	} else {
		for _, c := range f.Claims {
			if c.Source != nil && c.Source.Accessed.Compare(d) > 0 {
				d = c.Source.Accessed
			}
		}
	}
	ix.checked[f.ID] = d
	return d
}

// lastChecked is when all of some facts had been checked: the day of the one that was checked least recently.
// It is zero where that is not known of every one; ids of anything else do not count.
func (ix *Index) lastChecked(ids []string) value.Date {
	var days []value.Date
	for _, id := range ids {
		if d, isFact := ix.checked[id]; isFact {
			days = append(days, d)
		}
	}
	return oldest(days)
}

// oldest is the earliest of some dates; zero where there is none, or where one is not known.
func oldest(days []value.Date) value.Date {
	var d value.Date
	for i, x := range days {
		if i == 0 || x.Compare(d) < 0 {
			d = x
		}
	}
	return d
}
