package resolve

func goV11() *Reading { return &Reading{ID: "go-v1.1", SDK: Seed} }
