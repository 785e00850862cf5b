package engagement

import "testing"

func TestSplitOffice(t *testing.T) {
	for text, want := range map[string][2]string{
		"Prime Minister Ann Example":                                    {"Prime Minister", "Ann Example"},
		"President-elect Bo de Sample":                                  {"President-elect", "Bo de Sample"},
		"President- elect Bo Sample":                                    {"President- elect", "Bo Sample"},
		"Prime Minister-Designate Bo Sample":                            {"Prime Minister-Designate", "Bo Sample"},
		"Interim President Example":                                     {"Interim President", "Example"},
		"King Example II":                                               {"King", "Example II"},
		"King Example":                                                  {"", "King Example"},
		"Crown Prince Example":                                          {"", "Crown Prince Example"},
		"Amir Sheikh Ex al-Sample":                                      {"Amir", "Sheikh Ex al-Sample"},
		"Chairman of the Presidency Bo Sample":                          {"Chairman of the Presidency", "Bo Sample"},
		"African Union (AU) Chairperson of the Commission Cy Sample":    {"African Union (AU) Chairperson of the Commission", "Cy Sample"},
		"International Monetary Fund (IMF) Managing Director Cy Sample": {"International Monetary Fund (IMF) Managing Director", "Cy Sample"},
		"European Council President Cy Sample":                          {"European Council President", "Cy Sample"},
		"General Secretary Bo Sample":                                   {"General Secretary", "Bo Sample"},
		"Prime Minister William Example King":                           {"Prime Minister", "William Example King"},
		"President (Acting) Bo Sample":                                  {"President (Acting)", "Bo Sample"},
		"Ann Example":                                                   {"", "Ann Example"},
		"Ann Prince Example":                                            {"", "Ann Prince Example"},
		"Inter-American Development Bank (IDB) President":               {"", "Inter-American Development Bank (IDB) President"},
		"President of Fiji Ann Example":                                 {"President of Fiji", "Ann Example"},
		"":                                                              {"", ""},
	} {
		if office, name := SplitOffice(text); [2]string{office, name} != want {
			t.Errorf("%q: %q, %q; want %q", text, office, name, want)
		}
	}
	for text, want := range map[string][]Person{
		"President Ann Example and Prime Minister Bo Sample": {{Name: "Ann Example", Office: "President"}, {Name: "Bo Sample", Office: "Prime Minister"}},
		"Deputy Minister and Chairman Bo Sample":             {{Name: "Bo Sample", Office: "Deputy Minister and Chairman"}},
		"Ann Example and Sons":                               {{Name: "Ann Example and Sons"}},
	} {
		got := SplitOffices(text)
		if len(got) != len(want) {
			t.Errorf("%q: %v", text, got)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q: %v", text, got)
			}
		}
	}
}
