package engagement

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
)

func TestParse_settled(t *testing.T) {
	for text, want := range map[string]Engagement{
		"Ann Example was in Suva Municipality and met with the following: Bo Sample (German Chancellor)": {
			Kind: graph.Meeting, Leads: []string{"Ann Example"}, Met: []Person{{"Bo Sample", "German Chancellor", "DEU"}}, Where: Place{City: "Suva"},
		},
		"Ann Example travelled to Republic of Korea (South Korea) and met with the following: Bo Sample (Foreign Minister of the Republic of Korea (ROK)) Cy Sample (U.S. Secretary of State) Others Attending: Di One,  , El Two ": {
			Kind: graph.Meeting, Leads: []string{"Ann Example"}, Away: true, Where: Place{Country: "KOR"},
			Met:      []Person{{"Bo Sample", "Foreign Minister of the Republic of Korea (ROK)", "KOR"}, {"Cy Sample", "U.S. Secretary of State", "USA"}},
			Attended: []string{"Di One", "El Two"},
		},
		"  travelled to Kuwait, Kuwait City Others Attending: Di One": {
			Kind: graph.Visit, Away: true, Where: Place{Country: "KWT", City: "Kuwait City"}, Attended: []string{"Di One"},
		},
		"Ann Example and Bo Sample travelled to USA, New York, New York": {
			Kind: graph.Visit, Leads: []string{"Ann Example", "Bo Sample"}, Away: true, Where: Place{Country: "USA", City: "New York"},
		},
		"Ann Example travelled to Northern Province, Levuka City": {
			Kind: graph.OtherEvent, Leads: []string{"Ann Example"}, Where: Place{City: "Levuka"},
		},
		"Ann Example travelled to and met with the following: Bo Sample (Kenyan King)": {
			Kind: graph.Meeting, Leads: []string{"Ann Example"}, Met: []Person{{"Bo Sample", "Kenyan King", "KEN"}},
		},
		"Ann Example travelled to Fiji, Nadi": {
			Kind: graph.OtherEvent, Leads: []string{"Ann Example"}, Where: Place{Country: "FJI", City: "Nadi"},
		},
		"Ann Example was in Suva and met with the following: Bo Sample, Jr. (Envoy of the Peruvian President to Fiji (ret.": {
			Kind: graph.Meeting, Leads: []string{"Ann Example"}, Met: []Person{{"Bo Sample, Jr.", "Envoy of the Peruvian President to Fiji (ret", "PER"}}, Where: Place{City: "Suva"},
		},
		"Ann Example was in Suva and met with the following: Bo Sample () Cy Sample (General) (Head of the Kenyan Army)": {
			Kind: graph.Meeting, Leads: []string{"Ann Example"}, Where: Place{City: "Suva"},
			Met: []Person{{Name: "Bo Sample"}, {"Cy Sample", "General, Head of the Kenyan Army", "KEN"}},
		},
	} {
		want.Settled = true
		if d := gocmp.Diff(want, Parse(text, "FJI")); d != "" {
			t.Errorf("%s: %s", text, d)
		}
	}
}

func TestParse_sentences(t *testing.T) {
	bo := func(office, country string) []Person { return []Person{{"Bo Sample", office, country}} }
	for text, want := range map[string]Engagement{
		"Ann Example had a phone conversation with Russian President Bo Sample on bilateral ties. \n (Suva Municipality) ": {
			Kind: graph.Message, Leads: []string{"Ann Example"}, Met: bo("Russian President", "RUS"), Where: Place{City: "Suva"},
		},
		"Ann Example held talks with U.S. Secretary of State Bo Sample over phone. (Finland, Helsinki)": {
			Kind: graph.Message, Leads: []string{"Ann Example"}, Met: bo("U.S. Secretary of State", "USA"), Where: Place{Country: "FIN", City: "Helsinki"}, Away: true,
		},
		"Ann Example and South Korean Minister of Foreign Affairs and Trade Bo Sample exchanged views": {
			Kind: graph.OtherEvent, Leads: []string{"Ann Example", "South Korean Minister of Foreign Affairs", "Trade Bo Sample"},
			Met: bo("South Korean Minister of Foreign Affairs and Trade", "KOR"),
		},
		"Ann Example met with Vanuatu Prime Minister Bo Sample.": {
			Kind: graph.Meeting, Leads: []string{"Ann Example"}, Met: bo("Vanuatu Prime Minister", "VUT"),
		},
		"Ann Example spoke to Bo Sample, Foreign Minister of Greece, by telephone": {
			Kind: graph.Message, Leads: []string{"Ann Example"}, Met: bo("Foreign Minister of Greece", "GRC"),
		},
		"Ann Example spoke to Bo Sample, Kenyan president-elect, by telephone": {
			Kind: graph.Message, Leads: []string{"Ann Example"}, Met: bo("Kenyan president-elect", "KEN"),
		},
		"Ann Example and President of the Republic of Korea (ROK) Bo Sample exchanged views via phone": {
			Kind: graph.Message, Leads: []string{"Ann Example", "President of the Republic of Korea (ROK) Bo Sample"}, Met: bo("President of Republic of Korea", "KOR"),
		},
		"Ann Example talked over telephone with new Foreign Minister of Russia Bo Sample.": {
			Kind: graph.Message, Leads: []string{"Ann Example"}, Met: bo("new Foreign Minister of Russia", "RUS"),
		},
		"Ann Example accepted credentials from two new ambassadors-Czech Ambassador Bo Sample,Gabonese Ambassador Cy van Sample and others": {
			Kind: graph.Ceremony, Leads: []string{"Ann Example"}, Met: []Person{{"Bo Sample", "Czech Ambassador", "CZE"}, {"Cy van Sample", "Gabonese Ambassador", "GAB"}},
		},
		"Ann Example sends condolences over a storm #Fiji (Suva Municipality)": {
			Kind: graph.Message, Leads: []string{"Ann Example"}, Where: Place{City: "Suva"},
		},
		"Fijian premier says more trade is needed": {Kind: graph.Statement, Leads: []string{"Fijian"}},
		"Premier Example Attends the Opening Ceremony of a Week": {
			Kind: graph.Ceremony, Leads: []string{"Premier Example"},
		},
		"Ann Example visited Peru for a summit":    {Kind: graph.Visit, Leads: []string{"Ann Example"}, Where: Place{Country: "PER"}, Away: true},
		"Another one's visits to Peru boost trust": {Kind: graph.OtherEvent, Leads: []string{"Another"}},
	} {
		if d := gocmp.Diff(want, Parse(text, "FJI")); d != "" {
			t.Errorf("%s: %s", text, d)
		}
	}
}

func TestOfficeCountry(t *testing.T) {
	for office, want := range map[string]string{
		"Kenyan Ambassador to Peru":                                "KEN",
		"Ambassador to Peru":                                       "",
		"Ambassador to Peru of Kenya":                              "KEN",
		"President of the Society for Kenya-Peru Friendship":       "",
		"Chairman of the Fiji-Peru Society":                        "PER",
		"Fijian Foreign Minister":                                  "FJI",
		"UN Special Envoy on Myanmar":                              "",
		"Security Adviser to the Kenyan President":                 "KEN",
		"President on Mali":                                        "MLI",
		"Speaker of Kenya's and Peru's Councils":                   "KEN",
		"President of the 65th session of the UN General Assembly": "",
		"Brunei's Second Minister":                                 "BRN",
	} {
		if got := OfficeCountry(office, "FJI"); got != want {
			t.Errorf("%s: %q, want %q", office, got, want)
		}
	}
}
