// The lengths of the shortest paths between all pairs of n nodes
#include "twin.h"

void floyd_warshall(int n, int32_t* restrict path) {
  for (int k = 0; k < n; k++) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        path[i * n + j] =
            path[i * n + j] < path[i * n + k] + path[k * n + j] ? path[i * n + j] : path[i * n + k] + path[k * n + j];
      }
    }
  }
}

TWIN(floyd_warshall(INT(0), I32S(1)))
