package resolve

func goV1() *Reading { return &Reading{ID: "go-v1", SDK: GoV1} }

func goV1Shared() *Reading { return &Reading{ID: "go-v1-shared", SDK: GoV1} }
