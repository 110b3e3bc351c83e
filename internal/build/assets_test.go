package build

import "testing"

// TestTemporary has the files that programs write beside those that they save, and some that authors may have.
func TestTemporary(t *testing.T) {
	for name, want := range map[string]bool{
		"page.md~": true, "#page.md#": true, ".#page.md": true, ".page.md.swp": true, ".page.md.swx": true, "4913": true,
		"page.md.tmp": true, "page.md.bck": true, "page.md___jb_tmp___": true, "page.md___jb_old___": true,
		".goutputstream-AB12CD": true, ".sb-1234-page.md": true, ".page.md.kak.aB12_d": true, ".syncthing.page.md.tmp": true, "~syncthing~page.md.tmp": true,
		".DS_Store": true, "Thumbs.db": true, "desktop.ini": true,
		"sedAb12_Z": true, "XXbrHlbx": true, "CuWUmRB8": true,
		"page.md": false, "sediment.md": false, "sediments": false, "XXLarge": false, "Customer": false,
		"XXL-sizes.csv": false, "sedan": false, "drop.swf": false, "49131": false,
		".env": false, ".sbin": false, ".goutputstream": false, "page.kak.md": false, "DS_Store": false,
	} {
		if temporary(name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
}
