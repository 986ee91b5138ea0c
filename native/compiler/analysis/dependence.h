// Whether the iterations of a loop depend on each other.
//
// Each iteration is compared with each later one: `c` and `c + d`, d >= 1.  Whatever varies inside them has a symbol of
// its own in either.  Two accesses of one array meet where the difference of their indices is zero; that it never is
// follows from its bounds (symbol_bounds.h), from the greatest common divisor of its coefficients (Banerjee: Dependence
// Analysis for Supercomputing, 1988), or from either after delinearisation: an index such as i*m + j, 0 <= j < m, is
// taken apart into the subscripts it was made of (Maslov: Delinearization, an efficient way to break multiloop
// dependence equations, PLDI 1992; for sizes that are not known, Grosser et al.: Optimistic delinearization of
// parametrically sized arrays, ICS 2015).  Unlike there nothing is assumed: that j < m has to be proved.
#pragma once

#include <set>
#include <string>

#include "compiler/analysis/liveness.h"
#include "compiler/analysis/symbolic_values.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

/// Why a loop is not parallel; the words of the report (docs/compiler-protocol.md).
enum class Obstacle : std::uint8_t {
  None,
  NotCounted,    // it does not count one variable up by 1 to a bound that stays
  ExitsEarly,    // return, break or abandon
  CarriesValue,  // a variable's value goes from one iteration to another, or to what follows the loop
  Scratch,       // a store to memory of the kernel's own
  MayOverlap,    // the arrays of the call may overlap
  UnknownIndex,  // an index of which too little is known
  Dependence,    // two iterations may touch one element
  TooComplex,    // more pairs of accesses than are worth looking at
  NoEffect,      // nothing is stored
};

/// The word for it; empty for None.
const char* obstacleWord(Obstacle obstacle);

struct DependenceVerdict {
  Obstacle obstacle = Obstacle::None;
  std::string name;  // of the variable or array that is in the way, if it is one
};

/// Variables from outside that the loop sets, and that each iteration writes before it reads them, if it does; nothing
/// reads them afterwards.
std::set<ir::VariableId> findPrivateVariables(const ir::Statement& loop, const Liveness& liveness);

/// `state` is what is known in front of the loop.  The kernel has been through narrow-numbers.  Private variables are
/// no obstacle.
DependenceVerdict findDependence(const ir::Kernel& kernel, const ir::Statement& loop, const SymbolicState& state,
                                 SymbolSource& symbols, const Liveness& liveness);

}  // namespace jetloop::analysis
