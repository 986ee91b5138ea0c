#include "compiler/codegen/test/host_math.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "compiler/codegen/math/exponential.h"
#include "compiler/codegen/math/host_lanes.h"
#include "compiler/codegen/math/hyperbolic.h"
#include "compiler/codegen/math/inverse_trigonometric.h"
#include "compiler/codegen/math/logarithm.h"
#include "compiler/codegen/math/power.h"
#include "compiler/codegen/math/roots.h"
#include "compiler/codegen/math/tabulated_power.h"
#include "compiler/codegen/math/trigonometric.h"

namespace jetloop::codegen::test {

using ir::Op;
using math::HostReal;
using math::HostWord;

namespace {

math::ReducedAngle<HostReal> reduceRareAngle(double x) {
  const HostReal magnitude = std::fabs(x);
  if ((magnitude < math::kMediumBound).value()) return math::reduceMedium(magnitude).three;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  if (!std::isfinite(x)) return {nan, nan, 0};
  const auto digitAt = [](HostWord index) { return HostWord(math::kTwoOverPi.at(index.value())); };
  for (HostWord digits = math::kFirstDigits;;) {
    const math::HugeAngle<HostReal> angle = math::multiplyByTwoOverPi(magnitude, digits, digitAt);
    if (!(angle.used < angle.wanted).value()) return math::finishHuge(angle);
    digits = angle.wanted;
  }
}

template <class Usual, class Rare>
double computeAngle(double x, Usual usual, Rare rare) {
  const math::RarelyWrong<HostReal> result = usual(HostReal(x));
  return (result.isRare.value() ? rare(HostReal(x), reduceRareAngle(x)) : result.value).value();
}

}  // namespace

double hostMath(Op op, double first, double second) {
  const HostReal x(first);
  switch (op) {
    case Op::F64Sin:
      return computeAngle(first, math::sine<HostReal>, math::sineOfReduced<HostReal>);
    case Op::F64Cos:
      return computeAngle(first, math::cosine<HostReal>, math::cosineOfReduced<HostReal>);
    case Op::F64Tan:
      return computeAngle(first, math::tangent<HostReal>, math::tangentOfReduced<HostReal>);
    case Op::F64Asin:
      return math::arcSine(x).value();
    case Op::F64Acos:
      return math::arcCosine(x).value();
    case Op::F64Atan:
      return math::arcTangent(x).value();
    case Op::F64Atan2:
      return math::arcTangent2(x, HostReal(second)).value();
    case Op::F64Pow: {
      const math::RarelyWrong<HostReal> result = math::power(x, HostReal(second));
      return (result.isRare.value() ? math::powerOfHugeExponent(x, HostReal(second)) : result.value).value();
    }
    case Op::F64PowGlibc:
      return math::tabulatedPower<math::Rounding::kSeparate>(x, HostReal(second)).value();
    case Op::F64PowGlibcFma:
      return math::tabulatedPower<math::Rounding::kFused>(x, HostReal(second)).value();
    case Op::F64Sinh:
      return math::hyperbolicSine(x).value();
    case Op::F64Cosh:
      return math::hyperbolicCosine(x).value();
    case Op::F64Tanh:
      return math::hyperbolicTangent(x).value();
    case Op::F64Asinh:
      return math::inverseHyperbolicSine(x).value();
    case Op::F64Acosh:
      return math::inverseHyperbolicCosine(x).value();
    case Op::F64Atanh:
      return math::inverseHyperbolicTangent(x).value();
    case Op::F64Exp:
      return math::exponential(x).value();
    case Op::F64Expm1:
      return math::exponentialMinusOne(x).value();
    case Op::F64Log:
      return math::logarithm(x).value();
    case Op::F64Log1p:
      return math::logarithmPlusOne(x).value();
    case Op::F64Log2:
      return math::logarithm2(x).value();
    case Op::F64Log10:
      return math::logarithm10(x).value();
    case Op::F64Cbrt:
      return math::cubeRoot(x).value();
    default:
      throw std::logic_error("not a function of Math");
  }
}

bool canCompute(Op op, const std::string& target) {
  if (op != Op::F64PowGlibcFma || target == "aarch64") return true;
#ifdef __x86_64__
  if (target == "host") return __builtin_cpu_supports("fma") != 0;
#endif
  return target != "x86-64-v2";
}

}  // namespace jetloop::codegen::test
