// first.c in C++17: a learning rate, a million times.
//
//   c++ -std=c++17 examples/first.cpp $(pkg-config --cflags --libs hyspace) -o first
#include <hyspace.hpp>
#include <cstdio>

int main()
try {
    const auto space = hyspace::space::log(1e-5, 1e-1, 10);
    std::vector<float> lr(1000000);
    space.sample(hyspace::native(42), 0, lr);
    std::printf("%g %g %g ... %g\n", double(lr[0]), double(lr[1]), double(lr[2]),
                double(lr[999999]));
} catch (const hyspace::error &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
