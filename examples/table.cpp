// table.c in C++17: named spaces, sampled straight into a vector of structs.
//
//   c++ -std=c++17 examples/table.cpp $(pkg-config --cflags --libs hyspace) -o table
#include <hyspace.hpp>
#include <cstdio>

struct trial {
    double lr;
    std::int32_t layers;
    hyspace::index optimizer;
};

int main()
try {
    const hyspace::domain domain{
        {"lr", hyspace::space::log(1e-5, 1e-1)},
        {"layers", hyspace::space::qlinear(1, 12)},
        {"optimizer", hyspace::space::labels({"adam", "sgd", "rmsprop"})},
    };
    std::vector<trial> trials(4);
    domain.sample(hyspace::native(7), 0, trials.size(),
                  {
                      hyspace::column(&trials[0].lr, sizeof(trial)),
                      hyspace::column(&trials[0].layers, sizeof(trial)),
                      hyspace::column(&trials[0].optimizer, sizeof(trial)),
                  });
    for (const trial &t : trials)
        std::printf("%.9g\t%d\t%s\n", t.lr, int(t.layers), domain[2].label(t.optimizer));
} catch (const hyspace::error &error) {
    std::fprintf(stderr, "table: %s\n", error.what());
    return 1;
}
