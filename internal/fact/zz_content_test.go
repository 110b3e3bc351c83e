package fact
import ("testing";"os";"explainer/internal/diag")
func TestZZContent(t *testing.T){ b,err:=os.ReadFile("../../content/facts.yaml"); if err!=nil {t.Skip()}
 var l diag.List
 s:=Read([]File{{"content/facts.yaml",b}},&l)
 (diag.Printer{Read:func(string)([]byte,error){return b,nil}}).Print(os.Stdout,l.Sorted())
 t.Log(len(s.Facts),len(s.Sources),len(s.Terms),len(s.Events),len(s.Figures), l.Len())
 for _,f:=range s.Facts { if f.Derived() { t.Log(f.ID,f.Value.String(),f.AsOf.ISO(), f.Broken) } }
}
