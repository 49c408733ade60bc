package resolve

func goV2() *Reading { return &Reading{ID: "go-v2", SDK: GoV2} }
