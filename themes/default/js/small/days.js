//3482c170bf54168cf90bb85be1986f204f1579b53d5b854d157c1793feb2c3c8
const communDays=(()=>{"use strict";return{dayOf:e=>{const t=e=>(e<10?"0":"")+e;return e.getFullYear()+"-"+t(e.getMonth()+1)+"-"+t(e.getDate())},isOutside:(e,t,s)=>e<t||e>s,presses:(e,t)=>{let s=0,o=-1/0;return r=>(s=r-o<=t?s+1:1,o=r,s===e)}}})();"object"==typeof module&&(module.exports=communDays);
