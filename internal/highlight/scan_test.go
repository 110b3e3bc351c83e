package highlight
import ("testing";"strings";"time")
func TestScan(t *testing.T) {
	seen := map[string]bool{}
	for name, lexer := range languages {
		if seen[lexer] { continue }
		seen[lexer] = true
		worst := map[int]time.Duration{}; wp := map[int]string{}
		for _, width := range []int{80, 500, 16384} {
		for _, p := range patterns {
			line := strings.Repeat(p, max(1,width/len(p)))+"\n"
			source := strings.Repeat(line, max(1,16000/len(line)))
			begun := time.Now()
			Code(name, source[:min(len(source),maxSize)])
			if took := time.Since(begun); took > worst[width] { worst[width]=took; wp[width]=p }
			if width == 16384 && worst[width] > time.Second { break }
		}}
		t.Log(name, worst, wp)
	}
}
