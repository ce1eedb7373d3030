var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=/* @__PURE__ */ new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:ee,getOwnPropertySymbols:te,getPrototypeOf:ne}=Object,f=globalThis,re=f.trustedTypes,ie=re?re.emptyScript:``,ae=f.reactiveElementPolyfillSupport,p=(e,t)=>e,m={toAttribute(e,t){switch(t){case Boolean:e=e?ie:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},h=(e,t)=>!l(e,t),g={attribute:!0,type:String,converter:m,reflect:!1,useDefault:!1,hasChanged:h};Symbol.metadata??=Symbol(`metadata`),f.litPropertyMetadata??=/* @__PURE__ */ new WeakMap;var _=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=g){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??g}static _$Ei(){if(this.hasOwnProperty(p(`elementProperties`)))return;let e=ne(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(p(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(p(`properties`))){let e=this.properties,t=[...ee(e),...te(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=/* @__PURE__ */ new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=/* @__PURE__ */ new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=/* @__PURE__ */ new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=/* @__PURE__ */ new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?m:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?m:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??h)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=/* @__PURE__ */ new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=/* @__PURE__ */ new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=/* @__PURE__ */ new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};_.elementStyles=[],_.shadowRootOptions={mode:`open`},_[p(`elementProperties`)]=/* @__PURE__ */ new Map,_[p(`finalized`)]=/* @__PURE__ */ new Map,ae?.({ReactiveElement:_}),(f.reactiveElementVersions??=[]).push(`2.1.2`);var v=globalThis,oe=e=>e,y=v.trustedTypes,b=y?y.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,x=`$lit$`,S=`lit$${Math.random().toFixed(9).slice(2)}$`,se=`?`+S,ce=`<${se}>`,C=document,w=()=>C.createComment(``),T=e=>e===null||typeof e!=`object`&&typeof e!=`function`,E=Array.isArray,le=e=>E(e)||typeof e?.[Symbol.iterator]==`function`,D=`[ 	
\f\r]`,O=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,k=/-->/g,A=/>/g,j=RegExp(`>|${D}(?:([^\\s"'>=/]+)(${D}*=${D}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),M=/'/g,N=/"/g,ue=/^(?:script|style|textarea|title)$/i,P=(e=>(t,...n)=>({_$litType$:e,strings:t,values:n}))(1),F=Symbol.for(`lit-noChange`),I=Symbol.for(`lit-nothing`),de=/* @__PURE__ */ new WeakMap,L=C.createTreeWalker(C,129);function fe(e,t){if(!E(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return b===void 0?t:b.createHTML(t)}var pe=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=O;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===O?c[1]===`!--`?o=k:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=j):(ue.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=j):o=A:o===j?c[0]===`>`?(o=i??O,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?j:c[3]===`"`?N:M):o===N||o===M?o=j:o===k||o===A?o=O:(o=j,i=void 0);let d=o===j&&e[t+1].startsWith(`/>`)?` `:``;a+=o===O?n+ce:l>=0?(r.push(s),n.slice(0,l)+x+n.slice(l)+S+d):n+S+(l===-2?t:d)}return[fe(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},R=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=pe(t,n);if(this.el=e.createElement(l,r),L.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=L.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(x)){let t=u[o++],n=i.getAttribute(e).split(S),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?he:r[1]===`?`?ge:r[1]===`@`?_e:V}),i.removeAttribute(e)}else e.startsWith(S)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(ue.test(i.tagName)){let e=i.textContent.split(S),t=e.length-1;if(t>0){i.textContent=y?y.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],w()),L.nextNode(),c.push({type:2,index:++a});i.append(e[t],w())}}}else if(i.nodeType===8){if(i.data===se)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(S,e+1))!==-1;)c.push({type:7,index:a}),e+=S.length-1}}a++}}static createElement(e,t){let n=C.createElement(`template`);return n.innerHTML=e,n}};function z(e,t,n=e,r){if(t===F)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=T(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=z(e,i._$AS(e,t.values),i,r)),t}var me=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??C).importNode(t,!0);L.currentNode=r;let i=L.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new B(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new ve(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=L.nextNode(),a++)}return L.currentNode=C,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},B=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=I,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=z(this,e,t),T(e)?e===I||e==null||e===``?(this._$AH!==I&&this._$AR(),this._$AH=I):e!==this._$AH&&e!==F&&this._(e):e._$litType$===void 0?e.nodeType===void 0?le(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==I&&T(this._$AH)?this._$AA.nextSibling.data=e:this.T(C.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=R.createElement(fe(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new me(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=de.get(e.strings);return t===void 0&&de.set(e.strings,t=new R(e)),t}k(t){E(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(w()),this.O(w()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=oe(e).nextSibling;oe(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},V=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=I,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(/* @__PURE__ */ new String),this.strings=n):this._$AH=I}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=z(this,e,t,0),a=!T(e)||e!==this._$AH&&e!==F,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=z(this,r[n+o],t,o),s===F&&(s=this._$AH[o]),a||=!T(s)||s!==this._$AH[o],s===I?e=I:e!==I&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===I?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},he=class extends V{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===I?void 0:e}},ge=class extends V{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==I)}},_e=class extends V{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=z(this,e,t,0)??I)===F)return;let n=this._$AH,r=e===I&&n!==I||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==I&&(n===I||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ve=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){z(this,e)}},ye=v.litHtmlPolyfillSupport;ye?.(R,B),(v.litHtmlVersions??=[]).push(`3.3.3`);var be=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new B(t.insertBefore(w(),e),e,void 0,n??{})}return i._$AI(e),i},H=globalThis,U=class extends _{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=be(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return F}};U._$litElement$=!0,U.finalized=!0,H.litElementHydrateSupport?.({LitElement:U});var xe=H.litElementPolyfillSupport;xe?.({LitElement:U}),(H.litElementVersions??=[]).push(`4.2.2`);var Se=[`sv`,`en`],Ce=[`feedback`,`people`],we=[`phone`,`contact`,`age`,`date`,`region`,`reference`,`number`,`text`],Te=[`waiting`,`with_person`,`ended`],Ee=40;function De(e){let{kind:t,language:n,paragraphs:r,topic:i,buttons:a,links:o,reviewed:s,source:c,alarm:l}=G(e),{booking:u,asks:d,people:ee}=G(e);return typeof t!=`string`||!W(n)?null:{kind:t,language:n,paragraphs:q(r),buttons:J(a,Ae),links:J(o,ke),...Y({topic:K(i),reviewed:K(s),source:K(c),alarm:K(l)}),...Y({booking:Ne(u),asks:Pe(d),people:je(ee)})}}function Oe({people:e,paragraphs:t,links:n,buttons:r,booking:i,asks:a}){let o=!t.length&&!n.length&&!r.some(({role:e})=>e!==`people`);return e!==void 0&&o&&!i&&!a}function W(e){return Se.includes(e)}function G(e){return typeof e==`object`&&e?e:{}}function K(e){return typeof e==`string`&&e!==``?e:void 0}function q(e){return J(e,e=>K(e)??null)}function J(e,t){return Array.isArray(e)?e.map(t).filter(e=>e!==null):[]}function ke(e){let{title:t,url:n}=G(e);return typeof t==`string`&&typeof n==`string`?{title:t,url:n}:null}function Y(e){return Object.fromEntries(Object.entries(e).filter(([,e])=>e!==void 0))}function Ae(e){let{title:t,payload:n,role:r}=G(e);if(typeof t!=`string`||typeof n!=`string`)return null;let i=Ce.find(e=>e===r);return i?{title:t,payload:n,role:i}:{title:t,payload:n}}function je(e){let{state:t,case:n,position:r,name:i}=G(e),a=Te.find(e=>e===t);if(a)return{state:a,...Y({case:K(n),position:Me(r),name:K(i)?.slice(0,Ee)})}}function Me(e){return Number.isSafeInteger(e)&&e>0?e:void 0}function Ne(e){let{status:t,reference:n,start:r,minutes:i,clinician:a,ics:o}=G(e),s=Y({status:K(t),reference:K(n),start:K(r),minutes:typeof i==`number`?i:void 0,clinician:K(a),ics:K(o)});return Object.keys(s).length?s:void 0}function Pe(e){let{input:t,min:n,max:r,options:i}=G(e);if(we.includes(t))return{input:t,options:q(i),...Y({min:K(n),max:K(r)})}}var Fe=import.meta.url;new URL(`../`,Fe);function Ie(e,t){let n=(t??e.closest(`[lang]`)?.getAttribute(`lang`)??document.documentElement.lang).toLowerCase().split(`-`)[0];return W(n)?n:`sv`}var Le={sv:`Svaret kan inte visas här. Ladda om sidan.`,en:`The answer can't be shown here. Reload the page.`};function Re(e,t){return Array.isArray(e)?e.flatMap((e,n)=>ze(e,String(n),t)??[]):[Ve(`0`,t)]}function ze(e,t,n){if(typeof e==`string`)return Be(e,t,n);let r=De(e);return r?Oe(r)?null:{who:`desk`,id:t,at:0,reply:r}:Ve(t,n)}function Be(e,t,n){return{who:`person`,id:t,at:0,shown:e,message:e,language:n,progress:`answered`}}function Ve(e,t){return{who:`chat`,id:e,at:0,language:t,paragraphs:[Le[t]]}}var He=o`
  :host {
    color: var(--_text);
    font-family: var(--_font);
    font-size: var(--vardlots-font-size, max(1rem, 16px));
    font-style: normal;
    font-weight: 400;
    line-height: 1.5;
    text-align: start;
    text-transform: none;
    white-space: normal;
    -webkit-text-size-adjust: 100%;
  }
  svg {
    flex: none;
    width: 1.5em;
    height: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .call {
    color: var(--_danger-text);
  }
  .call span {
    display: inline-block;
    white-space: pre-wrap;
  }
`,Ue=o`
  .log {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 0.8em;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1em;
    background: var(--_background);
    outline-offset: -3px;
  }
  .message {
    flex: none;
    max-width: 92%;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    padding: 0.8em 1em;
    overflow-wrap: anywhere;
  }
  .message > * + *,
  .note > * + * {
    margin-top: 0.65em;
  }
  .message > .unseen + * {
    margin-top: 0;
  }
  .message p {
    white-space: pre-line;
  }
  .desk {
    align-self: flex-start;
    border-color: var(--_border);
    border-end-start-radius: 0.3em;
    background: var(--_surface);
  }
  .staff {
    border-color: var(--_link);
    border-inline-start-width: 4px;
    background: var(--_tint);
  }
  .message .author {
    white-space: normal;
    font-weight: 650;
    line-height: 1.3;
  }
  .author svg {
    width: 1.35em;
    height: 1.35em;
    margin-inline-end: 0.35em;
    vertical-align: -0.3em;
  }
  .author + p {
    margin-top: 0.25em;
  }
  .person {
    align-self: flex-end;
    max-width: 82%;
    border-end-end-radius: 0.3em;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .progress {
    font-size: 0.875em;
    font-style: italic;
  }
  .retry {
    border-color: currentColor;
    font-style: normal;
  }
  .note {
    align-self: center;
    max-width: 92%;
    padding: 0.4em 1em;
    color: var(--_muted);
    font-size: 0.9375em;
    text-align: center;
  }
  .review {
    padding-top: 0.55em;
    border-top: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.4;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    padding-top: 0.2em;
  }
  .choice {
    border-color: var(--_link);
    color: var(--_link);
    font-weight: 550;
    line-height: 1.25;
    text-align: start;
  }
  .feedback {
    align-items: center;
  }
  .feedback .choice {
    border-color: var(--_edge);
    color: var(--_text);
    font-size: 0.9375em;
    font-weight: 400;
  }
  .danger {
    border-color: var(--_danger);
    background: var(--_danger);
    color: #fff;
  }
  .links {
    display: grid;
    gap: 0.1em;
    padding: 0;
    list-style: none;
  }
  .links a {
    display: inline-block;
    padding: 0.4em 0;
    font-weight: 550;
  }
  .web::after {
    content: " ↗" / "";
  }

  .question {
    inline-size: 22em;
    max-inline-size: 100%;
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5em;
  }
  .question label {
    flex: 1 1 11em;
    min-width: 0;
  }
  .question label span {
    display: block;
    color: var(--_muted);
    font-size: 0.875em;
  }
  input,
  select {
    width: 100%;
    min-height: 2.75em;
    border: 1px solid var(--_edge);
    border-radius: 0.7em;
    padding: 0.4em 0.8em;
    background: var(--_background);
  }
  .question button,
  .send {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .emergency {
    align-self: stretch;
    max-width: none;
    border: 3px solid var(--_danger);
    padding: 0 1em 1em;
    background: var(--_danger-tint);
    overflow: clip;
  }
  h3 {
    font-size: 1.0625em;
    font-weight: 650;
  }
  .emergency h3 {
    margin-inline: -1em;
    padding: 0.6em 1em;
    background: var(--_danger);
    color: #fff;
    font-size: 1.125em;
  }
  .emergency h3::before {
    content: "!" / "";
    display: inline-grid;
    place-items: center;
    width: 1.5em;
    height: 1.5em;
    margin-inline-end: 0.6em;
    border-radius: 50%;
    background: #fff;
    color: #b3152f;
    font-weight: 800;
  }
  .emergency .first {
    text-wrap: pretty;
    font-size: 1.125em;
    font-weight: 650;
    line-height: 1.4;
  }
  .emergency .links {
    gap: 0.5em;
  }
  .emergency .links a {
    display: block;
    border: 2px solid var(--_danger);
    border-radius: 0.9em;
    padding: 0.65em 1em;
    color: var(--_text);
    font-weight: 650;
    text-align: center;
    text-decoration: none;
  }
  .emergency .links .call[href="tel:112"] {
    padding-block: 0.9em;
    background: var(--_danger);
    color: #fff;
    font-size: 1.25em;
  }

  .appointment {
    border-inline-start: 4px solid var(--_link);
    border-radius: 0.8em;
    padding: 0.8em 1em;
    background: var(--_tint);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em 1.8em;
    margin-block: 0.6em 0.8em;
  }
  dt {
    color: var(--_muted);
    font-size: 0.8125em;
  }
  dd {
    font-weight: 600;
  }
  .start {
    flex-basis: 100%;
  }
  .start dd::first-letter {
    text-transform: uppercase;
  }
  .reference dd {
    letter-spacing: 0.06em;
    white-space: nowrap;
  }
  .cancelled {
    border-color: var(--_edge);
  }
  .cancelled .start dd {
    text-decoration: line-through;
  }
  .file {
    display: inline-block;
    min-height: 2.75em;
    border: 1px solid currentColor;
    border-radius: 1.4em;
    padding: 0.5em 1.1em;
    font-weight: 600;
    text-decoration: none;
  }

  .typing {
    display: flex;
    flex: none;
    gap: 0.35em;
    align-self: flex-start;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    border-end-start-radius: 0.3em;
    padding: 1.05em 1.1em;
    background: var(--_surface);
  }
  .typing i {
    width: 0.5em;
    height: 0.5em;
    border-radius: 50%;
    background: var(--_edge);
  }

  .composer {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 0.6em;
    padding: 0.7em 1em calc(0.7em + env(safe-area-inset-bottom));
    border-top: 1px solid var(--_border);
  }
  textarea {
    flex: 1;
    min-width: 0;
    min-height: 3em;
    max-height: 8em;
    field-sizing: content;
    resize: none;
    border: 1px solid var(--_edge);
    border-radius: 1.5em;
    padding: 0.7em 1.1em;
    background: var(--_background);
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .mistake {
    flex-basis: 100%;
    color: var(--_danger-text);
    font-weight: 600;
  }
  .send {
    min-height: 3em;
    border-radius: 1.5em;
  }

  @container (max-width: 22em) {
    .composer {
      padding-inline: 0.6em;
    }
    textarea {
      padding-inline: 0.8em;
    }
    .send {
      padding-inline: 0.8em;
    }
  }
  @media (max-height: 22rem) {
    .log {
      padding-block: 0.4em;
    }
    .composer {
      padding-block: 0.3em;
    }
    textarea {
      padding-block: 0.45em;
    }
    textarea,
    .send {
      min-height: 2.5em;
    }
  }
  @media (hover: hover) {
    .choice:hover {
      background: var(--_tint);
    }
    .danger:hover {
      background: var(--_danger);
      filter: brightness(1.12);
    }
  }
  @media (forced-colors: active) {
    .message,
    .appointment,
    .launcher,
    .send,
    .question button {
      border: 1px solid CanvasText;
    }
    .emergency {
      border-width: 3px;
    }
    .typing i {
      background: CanvasText;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .log {
      scroll-behavior: smooth;
    }
    .typing i {
      animation: breathe 1.2s infinite ease-in-out;
    }
    .typing i:nth-child(2) {
      animation-delay: 0.15s;
    }
    .typing i:nth-child(3) {
      animation-delay: 0.3s;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.3;
    }
  }
`,We=[o`
  :host {
    --_font: var(--vardlots-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
    --_radius: var(--vardlots-radius, 1.1em);
    --_accent: var(--vardlots-accent, #24523f);
    --_on-accent: var(--vardlots-on-accent, #fff);
    --_background: var(--vardlots-background, #faf8f3);
    --_surface: var(--vardlots-surface, #fffefb);
    --_text: var(--vardlots-text, #1f2d27);
    --_muted: var(--vardlots-muted, #55635b);
    --_border: var(--vardlots-border, #e2dccf);
    --_edge: #7d857e;
    --_tint: #e7efe8;
    --_danger: var(--vardlots-danger, #b3152f);
    --_danger-text: var(--vardlots-danger, #a8182f);
    --_danger-tint: #fdeeed;
    --_link: var(--vardlots-accent, #24523f);
    --_shadow: 0 1px 2px #1f2d2714, 0 18px 50px -18px #1f2d2740;
  }
  @supports (color: light-dark(#000, #fff)) {
    :host {
      --_accent: var(--vardlots-accent, light-dark(#24523f, #2f6b54));
      --_background: var(--vardlots-background, light-dark(#faf8f3, #151c19));
      --_surface: var(--vardlots-surface, light-dark(#fffefb, #19211d));
      --_text: var(--vardlots-text, light-dark(#1f2d27, #edf0ea));
      --_muted: var(--vardlots-muted, light-dark(#55635b, #a9b5ad));
      --_border: var(--vardlots-border, light-dark(#e2dccf, #2d3832));
      --_edge: light-dark(#7d857e, #75837b);
      --_tint: light-dark(#e7efe8, #223029);
      --_danger: var(--vardlots-danger, light-dark(#b3152f, #c4203c));
      --_danger-text: var(--vardlots-danger, light-dark(#a8182f, #ff9ba3));
      --_danger-tint: light-dark(#fdeeed, #33171a);
      --_link: var(--vardlots-accent, light-dark(#24523f, #a3d3b7));
      --_shadow: 0 0 0 1px light-dark(transparent, #2d3832), 0 18px 50px -18px light-dark(#1f2d2740, #0008);
    }
  }
  :host([scheme="light"]) {
    color-scheme: light;
  }
  :host([scheme="dark"]) {
    color-scheme: dark;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
    margin: 0;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    letter-spacing: inherit;
    word-spacing: inherit;
    color: inherit;
  }
  button {
    min-height: 2.75em;
    border: 1px solid var(--_edge);
    border-radius: 1.4em;
    padding: 0.4em 1.1em;
    background: transparent;
    cursor: pointer;
  }
  a {
    color: var(--_link);
    text-underline-offset: 0.18em;
  }
  :focus-visible {
    outline: 3px solid var(--_link);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`,He,Ue,o`
  :host {
    display: block;
    direction: ltr; /* Swedish and English, on whatever page */
    min-width: 0;
    max-width: var(--vardlots-width, 26rem);
    overflow: clip;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  :host([frame]) {
    box-sizing: content-box;
    max-width: 360px;
    border: 8px solid var(--_edge);
    border-radius: 1.8em;
  }
  fieldset {
    min-width: 0;
    border: 0;
    padding: 0;
  }
  fieldset :disabled {
    opacity: 1;
    pointer-events: none;
    -webkit-text-fill-color: currentColor;
  }
  [aria-disabled] {
    cursor: default;
  }
  @media (forced-colors: active) {
    fieldset .message button:disabled {
      border-color: ButtonBorder;
      color: ButtonText;
    }
    fieldset :is(input, select):disabled {
      border-color: FieldText;
      color: FieldText;
    }
  }
`],Ge={sv:[{title:`Ring 112`,url:`tel:112`},{title:`Ring 1177`,url:`tel:1177`}],en:[{title:`Call 112`,url:`tel:112`},{title:`Call 1177`,url:`tel:1177`}]},X={sv:{locale:`sv-SE`,launcher:`Chatta med oss`,unread:`nytt svar`,unreadMore:`nya svar`,title:`Vårdlots`,automatic:`Automatisk assistent`,staff:`Medarbetare`,other:`English`,menu:`Meny`,close:`Stäng`,urgent:`Fara för liv?`,advice:`Råd om vård?`,talkToPerson:`Prata med en person`,download:`Ladda ner samtalet`,startOver:`Börja om`,forget:`Ta bort mitt samtal`,forgetTitle:`Ta bort ditt samtal?`,forgetAsk:`Det du har skrivit här tas bort hos oss och i din webbläsare. Det går inte att ångra.`,forgetYes:`Ta bort`,forgetNo:`Avbryt`,forgetFailed:`Samtalet kunde inte tas bort. Försök igen om en stund.`,accessibility:`Tillgänglighet`,next:`Du står först i kön`,queue:`Du är nummer {position} i kön`,wait:`Du står i kön`,withName:`Du skriver med {name}`,withSomebody:`Du skriver med en medarbetare`,delivered:`Levererat`,log:`Samtalet`,person:`Du`,desk:`Assistenten`,typing:`Assistenten skriver`,emergency:`Akut hjälp`,choices:`Välj ett svar`,feedback:`Hjälpte svaret?`,reviewed:`Granskad`,newTab:`öppnas i en ny flik`,booked:`Din tid`,cancelled:`Avbokad tid`,when:`När`,length:`Längd`,clinician:`Hos`,reference:`Bokningskod`,calendar:`Lägg till i kalendern`,uncalendar:`Ta bort ur kalendern`,answer:`Svara`,phone:`Telefonnummer`,contact:`Telefonnummer eller e-post`,age:`Ålder`,date:`Datum`,region:`Region`,number:`Antal`,choose:`Välj`,write:`Skriv ett meddelande`,send:`Skicka`,tooLong:`Meddelandet är för långt. Korta det till högst 2 000 tecken.`,waiting:`Väntar på uppkoppling`,failed:`Inte skickat`,retry:`Försök igen`,offline:`Du är offline. Det du skriver skickas när du har uppkoppling igen.`,down:`Tjänsten svarar inte just nu. Vänta inte på oss om det är bråttom.`,reach:`Du når oss också här:`,anew:`Assistenten minns inte längre det som står ovanför. Vi börjar om.`,hello:`Hej! Skriv din fråga här.`},en:{locale:`en-GB`,launcher:`Chat with us`,unread:`new answer`,unreadMore:`new answers`,title:`Vårdlots`,automatic:`Automated assistant`,staff:`Clinic staff`,other:`Svenska`,menu:`Menu`,close:`Close`,urgent:`Emergency?`,advice:`Health advice?`,talkToPerson:`Talk to a person`,download:`Download the conversation`,startOver:`Start over`,forget:`Delete my conversation`,forgetTitle:`Delete your conversation?`,forgetAsk:`What you have written here is deleted at our end and in your browser. It can't be undone.`,forgetYes:`Delete`,forgetNo:`Cancel`,forgetFailed:`The conversation could not be deleted. Please try again in a while.`,accessibility:`Accessibility`,next:`You are first in the queue`,queue:`You are number {position} in the queue`,wait:`You are in the queue`,withName:`You are writing with {name}`,withSomebody:`You are writing with a member of staff`,delivered:`Delivered`,log:`Conversation`,person:`You`,desk:`The assistant`,typing:`The assistant is typing`,emergency:`Urgent help`,choices:`Choose an answer`,feedback:`Did that help?`,reviewed:`Reviewed`,newTab:`opens in a new tab`,booked:`Your appointment`,cancelled:`Cancelled appointment`,when:`When`,length:`Length`,clinician:`With`,reference:`Booking reference`,calendar:`Add to calendar`,uncalendar:`Remove from calendar`,answer:`Answer`,phone:`Phone number`,contact:`Phone number or email`,age:`Age`,date:`Date`,region:`Region`,number:`Number`,choose:`Choose`,write:`Write a message`,send:`Send`,tooLong:`The message is too long. Please keep it to 2,000 characters.`,waiting:`Waiting for a connection`,failed:`Not sent`,retry:`Try again`,offline:`You are offline. What you write is sent when you are connected again.`,down:`The service is not answering right now. Don't wait for us if it is urgent.`,reach:`You can also reach us here:`,anew:`The assistant no longer remembers what is above. We start afresh.`,hello:`Hello! Write your question here.`}},Ke={weekday:`long`,day:`numeric`,month:`long`,hour:`2-digit`,minute:`2-digit`};function qe(e,t){let n=new Date(e);if(Number.isNaN(n.getTime()))return e;let r=n.toLocaleString(X[t].locale,{...Ke,timeZone:`Europe/Stockholm`});return t===`sv`?r.replace(/kl\.? (\d\d):(\d\d)/,`kl.\xA0$1.$2`):r}function Je(e,t){let n=new Date(e);return Number.isNaN(n.getTime())?e:n.toLocaleDateString(X[t].locale,{dateStyle:`long`,timeZone:`UTC`})}var Ye=e=>(...t)=>({_$litDirective$:e,values:t}),Xe=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},Ze={},Qe=Ye(class extends Xe{constructor(){super(...arguments),this.ot=Ze}render(e,t){return t()}update(e,[t,n]){if(Array.isArray(t)){if(Array.isArray(this.ot)&&this.ot.length===t.length&&t.every((e,t)=>e===this.ot[t]))return F}else if(this.ot===t)return F;return this.ot=Array.isArray(t)?Array.from(t):t,this.render(t,n)}});function $e(e,t){return URL.createObjectURL(new Blob([e],{type:t}))}function et(e){let t=/^data:text\/calendar[^,]*;base64,(.*)$/s.exec(e)?.[1],n=t===void 0?e:tt(t);return n?.startsWith(`BEGIN:VCALENDAR`)?n:null}function tt(e){try{return new TextDecoder().decode(Uint8Array.from(atob(e),e=>e.charCodeAt(0)))}catch{return null}}function nt(e,t){let n=X[t],r=e.status===`cancelled`,{start:i,minutes:a,clinician:o,reference:s,ics:c}=e;return P`<section class="appointment ${r?`cancelled`:``}">
    <h3>${r?n.cancelled:n.booked}</h3>
    <dl>
      ${Z(`start`,n.when,i&&qe(i,t))}
      ${Z(`minutes`,n.length,a&&`${a} min`)}
      ${Z(`clinician`,n.clinician,o)} ${Z(`reference`,n.reference,s)}
    </dl>
    ${c&&rt(c,s,r?n.uncalendar:n.calendar)}
  </section>`}function Z(e,t,n){return n?P`<div class=${e}>
    <dt>${t}</dt>
    <dd>${n}</dd>
  </div>`:null}function rt(e,t,n){let r=et(e);if(r===null)return null;let i=`${t??`tid`}.ics`;return Qe([e,n],()=>P`<a class="file" href=${$e(r,`text/calendar`)} download=${i}>${n}</a>`)}function it(e,t,n){let r=e.filter(({role:e})=>e===void 0),i=e.filter(({role:e})=>e===`feedback`);return!r.length&&!i.length?null:P`
    ${r.length?at(r,t.choices,`choices`,n):null}
    ${i.length?at(i,t.feedback,`choices feedback`,n):null}
  `}function at(e,t,n,r){return P`<div class=${n} role="group" aria-label=${t}>
    ${e.map(e=>P`<button type="button" part="choice" class="choice" @click=${()=>r(e)}>
          ${e.title}
        </button>`)}
  </div>`}var ot=[`https:`,`http:`,`tel:`,`mailto:`],st=/(\d[\d -]{4,}\d)/;function ct(e){try{let{protocol:t,href:n}=new URL(e);return ot.includes(t)?n:null}catch{return null}}function lt({title:e,url:t},n,r=``){let i=ct(t);return i?i.startsWith(`tel:`)?P`<a class="call ${r}" href=${i}>${ut(e)}</a>`:i.startsWith(`mailto:`)?P`<a class=${r} href=${i}>${e}</a>`:P`<a class="web ${r}" href=${i} target="_blank" rel="noopener noreferrer"
    >${e}<span class="unseen"> (${n.newTab})</span></a
  >`:P`<span>${e}</span>`}function Q(e,t){return e.length?P`<ul class="links">
    ${e.map(e=>P`<li>${lt(e,t)}</li>`)}
  </ul>`:null}function ut(e){return e.split(st).filter(Boolean).map(e=>P`<span>${e}</span>`)}var $=e=>e??I,dt={phone:{type:`tel`,inputmode:`tel`,autocomplete:`tel`},contact:{type:`text`,inputmode:`email`,autocomplete:`on`},age:{type:`text`,inputmode:`numeric`,autocomplete:`off`},number:{type:`text`,inputmode:`numeric`,autocomplete:`off`},date:{type:`date`,autocomplete:`off`},reference:{type:`text`,autocomplete:`off`}};function ft(e,t,n){let r=e.options.length?ht(e,t):mt(e,t);return r?P`<form class="question" @submit=${e=>{e.preventDefault();let t=new FormData(e.currentTarget).get(`answer`);typeof t==`string`&&t.trim()&&n(t.trim())}}>
    <label>
      <span>${pt(e.input,t)}</span>
      ${r}
    </label>
    <button type="submit">${t.answer}</button>
  </form>`:null}function pt(e,t){return e===`text`?t.answer:t[e]}function mt({input:e,min:t,max:n},r){let i=dt[e];return i?P`<input
    name="answer"
    type=${i.type}
    required
    inputmode=${$(i.inputmode)}
    autocomplete=${i.autocomplete}
    min=${$(t)}
    max=${$(n)}
    lang=${r.locale}
  />`:null}function ht({options:e},t){return P`<select name="answer" required>
    <option value="">${t.choose}</option>
    ${e.map(e=>P`<option>${e}</option>`)}
  </select>`}function gt(e,t,n){return e.who===`person`?bt(e,t,n):e.who===`chat`?xt(e):e.reply.kind===`emergency`?Ct(e,t,n):St(e,t.last,n)}function _t(e){return e.map(e=>P`<p>${e}</p>`)}function vt(e){return P`<span class="unseen">${e}: </span>`}function yt(e){return P`<p class="author">
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0" />
    </svg>
    <span>${e}</span><span class="unseen">: </span>
  </p>`}function bt({id:e,shown:t,language:n,progress:r},i,a){let o=X[n],{reachable:s,delivered:c}=i,l=r===`waiting`&&!s;return P`<article class="message person" part="message" lang=${n} data-progress=${r}>
    ${vt(o.person)}
    <p>${t}</p>
    ${l?P`<p class="progress">${o.waiting}</p>`:null}
    ${c?P`<p class="progress" aria-live="off">${o.delivered}</p>`:null}
    ${r===`failed`?P`<p class="progress">
            ${o.failed}
            <button type="button" class="retry" @click=${()=>a.retry(e)}>${o.retry}</button>
          </p>`:null}
  </article>`}function xt({language:e,paragraphs:t}){return P`<div class="note" lang=${e}>${_t(t)}</div>`}function St({reply:e},t,n){let r=X[e.language],i=e.people?.name,[a,...o]=e.paragraphs.map(e=>P`<p>${e}</p>`);return P`<article
    class="message desk ${i?`staff`:``}"
    part="message"
    lang=${e.language}
    data-kind=${e.kind}
  >
    ${i?yt(i):vt(r.desk)} ${a}
    ${e.booking?nt(e.booking,e.language):null} ${o}
    ${Q(e.links,r)} ${wt(e,t,r,n)} ${Tt(e,r)}
  </article>`}function Ct({reply:e},{last:t,fresh:n},r){let i=X[e.language],[a=``,...o]=e.paragraphs,s=e.links.some(({url:e})=>e===`tel:112`)?[]:Ge[e.language].slice(0,1);return P`<section
    class="message emergency"
    part="message"
    role=${n?`alert`:I}
    lang=${e.language}
    data-kind="emergency"
  >
    <h3>${i.emergency}</h3>
    <p class="first">${a}</p>
    ${Q([...s,...e.links],i)} ${_t(o)} ${wt(e,t,i,r)}
  </section>`}function wt(e,t,n,r){return!t&&e.kind!==`suggest`?null:P`${t&&e.asks?ft(e.asks,n,e=>r.say(e)):null} ${it(e.buttons,n,t=>r.tap(t,e.language))}`}function Tt({reviewed:e,language:t},n){return e?P`<p class="review">${n.reviewed} ${Je(e,t)}</p>`:null}var Et={sv:`Förhandsvisning: så ser patienten svaret`,en:`Preview: how the patient sees the answer`},Dt={tap:()=>void 0,say:()=>void 0,retry:()=>void 0},Ot=`a:not([target])`,kt=class extends U{static styles=We;static properties={replies:{type:Array},question:{type:String},label:{type:String},language:{type:String,attribute:`lang`},frame:{type:Boolean,reflect:!0},scheme:{type:String,reflect:!0}};#e=new MutationObserver(()=>this.requestUpdate());constructor(){super(),this.replies=this.question=this.label=this.language=this.scheme=null,this.frame=!1}connectedCallback(){super.connectedCallback(),this.#e.observe(this,{childList:!0,characterData:!0,subtree:!0}),this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),this.#e.disconnect()}render(){let e=Ie(this,this.language),t=Re(this.#t(),e),n=t.at(-1),r=t.map(e=>gt(e,{last:e===n,fresh:!1,reachable:!0},Dt));return P`<fieldset disabled lang=${e} aria-label=${this.label??Et[e]}>
      <div class="log" part="log" @click=${At}>${r}</div>
    </fieldset>`}updated(){this.renderRoot.querySelectorAll(Ot).forEach(e=>{e.tabIndex=-1,e.setAttribute(`aria-disabled`,`true`)})}#t(){let e=this.replies??jt(this.querySelector(`script[type="application/json"]`)?.textContent);return this.question&&Array.isArray(e)?[this.question,...e]:e}};function At(e){e.target.closest(Ot)&&e.preventDefault()}function jt(e){try{return JSON.parse(e??``)}catch{return null}}customElements.get(`vardlots-preview`)||customElements.define(`vardlots-preview`,kt);export{kt as VardlotsPreview};