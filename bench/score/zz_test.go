package main
import ("testing";"context";"fmt";"slices")
func TestZ(t *testing.T){ m:=newMemory(); m.load(context.Background(),"/work/shared/data"); s:=tell(m); ev:=s.byRecord()
 for _,u:=range []string{"581","486","2687","473","1543","436","2543","1272","34","2136","1148","442","126","124","125","434","292"}{ for _,id:=range ev[record{leaders,u}]{ e:=s.events[id]; fmt.Println(u,e.Title,e.Date,s.tellings[id].Place); h,ok:=s.within[id]; if ok { x:=s.events[h.ID]; fmt.Println("    ",h.Certainty,x.Title,x.Date,s.tellings[h.ID].Place,s.sourcesOf(h.ID), len(s.oneWith(h.ID)), slices.Contains(s.oneWith(h.ID),h.ID))}}}
}
